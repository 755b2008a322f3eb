"""A note about a rep that somebody wants to do something with: one of the last, one that waits for an answer, or one of
the page of the timeline that it was found on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from flask import abort, request

from web.note_card import NoteCard, read_note
from web.rep import Card, read_card
from web.setting import setting
from web.visitor import visitor


def find_note(rep_id: str, note_id: str) -> tuple[Card, NoteCard]:
    """The rep's card, with the notes beside which it stands, and the note; else the page is not found."""
    card = read_card(rep_id)
    if found := _among(card.notes, note_id) or _asked_about(rep_id, note_id):
        return card, found
    notes = _page_of_timeline(rep_id)
    return replace(card, notes=notes), _among(notes, note_id) or abort(404)


def _among(notes: Iterable[NoteCard], note_id: str) -> NoteCard | None:
    return next((each for note in notes for each in (note, *note.also_noted) if each.id == note_id), None)


def _asked_about(rep_id: str, note_id: str) -> NoteCard | None:
    """However old it is: the rep said that it was not so."""
    waiting = setting().followup.duties(visitor().caller)
    asked = next((item for item in waiting if item["id"] == note_id and item["kind"] == "clarification"), None)
    if asked is None or asked["rep_id"] != rep_id:
        return None
    return read_note({**asked, "kind": asked["note_kind"]})


def _page_of_timeline(rep_id: str) -> list[NoteCard]:
    """The address says ``before`` what the page begins; without, it is the newest."""
    before = request.args.get("before", "")[:200]
    page = setting().followup.timeline(visitor().caller, rep_id, "observation", before)
    return [read_note(item) for item in page["items"]]
