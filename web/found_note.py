"""A note about a rep that somebody wants to do something with: one of the last, or one that waits for an answer."""

from __future__ import annotations

from itertools import chain

from flask import abort

from web.note_card import NoteCard, read_note
from web.rep import Card, read_card
from web.setting import setting
from web.visitor import visitor


def find_note(rep_id: str, note_id: str) -> tuple[Card, NoteCard]:
    """The rep's card and the note; else the page is not found."""
    card = read_card(rep_id)
    shown = chain.from_iterable((note, *note.also_noted) for note in card.notes)
    found = next((note for note in shown if note.id == note_id), None)
    return card, found or _asked_about(rep_id, note_id) or abort(404)


def _asked_about(rep_id: str, note_id: str) -> NoteCard | None:
    """However old it is: the rep said that it was not so."""
    waiting = setting().followup.duties(visitor().caller)
    asked = next((item for item in waiting if item["id"] == note_id and item["kind"] == "clarification"), None)
    if asked is None or asked["rep_id"] != rep_id:
        return None
    return read_note({**asked, "kind": asked["note_kind"]})
