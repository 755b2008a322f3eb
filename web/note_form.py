"""The note a supervisor is writing: what the form may hold, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from web.addresses import is_id
from web.languages import _
from web.note_card import KINDS

CHANNELS = ("phone", "chat", "email", "social", "counter", "back_office")
MODES = ("formal", "mentoring")
"""How a note can be made beside in the moment, which needs no word."""

TEXTS = ("quote", "note", "model_phrase", "impact")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteForm:
    """``id`` is the note's, made with the form, so that the form sent twice is one note.

    ``walk_id`` is the walk that goes on, or the one this note will begin (``walk_is_new``).
    """

    id: str
    walk_id: str
    walk_is_new: bool
    kind: str = ""
    behaviour_id: str = ""
    channel: str = ""
    mode: str = ""
    share_now: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)

    def wire(self, rep_id: str, occurred_at: str, behaviours: Sequence[Json]) -> dict[str, Any]:
        """The body of the observation. A correction goes with the catalogue's phrase where no other is given."""
        chosen = find_behaviour(behaviours, self.behaviour_id)
        phrase = self.texts.get("model_phrase") or (chosen or {}).get("model_phrase")
        return {
            **self.texts,
            "rep_id": rep_id,
            "kind": self.kind,
            "occurred_at": occurred_at,
            "behaviour_id": self.behaviour_id,
            "channel": self.channel,
            "mode": self.mode,
            "walk_id": self.walk_id,
            "model_phrase": phrase if self.kind == "correction" else self.texts.get("model_phrase"),
            "share": "now" if self.share_now else None,
        }


def read_form(sent: Mapping[str, str], behaviours: Sequence[Json], new_id: str) -> NoteForm:
    """The form as it was sent, with what is missing in ``errors``.

    A chip says whether it is praise or correction where the switch does not; where both speak, the switch is right.
    """
    chosen = find_behaviour(behaviours, sent.get("behaviour", ""))
    kind = sent.get("kind", "")
    if kind not in KINDS:
        kind = chosen["kind"] if chosen and chosen["kind"] in KINDS else ""
    if chosen and chosen["kind"] not in {kind, "either"}:
        chosen = None
    form = NoteForm(
        id=_id(sent.get("entry", ""), new_id),
        walk_id=_id(sent.get("walk", ""), ""),
        walk_is_new=sent.get("walk_is_new") == "1",
        kind=kind,
        behaviour_id=chosen["id"] if chosen else "",
        channel=sent.get("channel", "") if sent.get("channel") in CHANNELS else "",
        mode=sent.get("mode", "") if sent.get("mode") in MODES else "",
        share_now=sent.get("share") == "now",
        texts={name: sent.get(name, "").strip() for name in TEXTS},
    )
    return replace(form, errors=_missing(form))


def with_errors(form: NoteForm, errors: Mapping[str, str]) -> NoteForm:
    """The form with what the service says of its fields."""
    return replace(form, errors=errors)


def find_behaviour(behaviours: Sequence[Json], behaviour_id: str) -> Json | None:
    return next((behaviour for behaviour in behaviours if behaviour["id"] == behaviour_id), None)


def _missing(form: NoteForm) -> dict[str, str]:
    errors = {}
    if not form.kind:
        errors["kind"] = _("Was it praise or a correction?")
    if not (form.behaviour_id or form.texts["quote"] or form.texts["note"]):
        errors["quote"] = _("Choose what you saw, or write down what was said.")
    return errors


def _id(sent: str, otherwise: str) -> str:
    return sent.lower() if is_id(sent) else otherwise
