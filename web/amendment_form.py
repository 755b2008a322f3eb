"""The form with which the author changes a note: as it was, as it is to be, and what is still missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from web.languages import _
from web.note_card import KINDS, NoteCard
from web.note_form import CHANNELS, TEXTS, find_behaviour

Json = Mapping[str, Any]

SEEN = ("quote", "note")
"""What was seen is put right here, but not taken out: a note without it would say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentForm:
    """``id`` is the amendment's, made with the form, so that the form sent twice is one amendment."""

    id: str
    kind: str
    behaviour_id: str
    channel: str
    texts: Mapping[str, str]
    reason: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)

    def wire(self) -> dict[str, Any]:
        """The body of the amendment: every field as it is to be; null takes out what may be taken out."""
        present = {"kind": self.kind, "behaviour_id": self.behaviour_id}
        present |= {name: self.texts[name] for name in SEEN}
        removable = {
            "channel": self.channel,
            "model_phrase": self.texts["model_phrase"],
            "impact": self.texts["impact"],
        }
        return {
            **{name: value for name, value in present.items() if value},
            **{name: value or None for name, value in removable.items()},
            "reason": self.reason,
        }

    def is_as(self, note: NoteCard) -> bool:
        """Nothing would change."""
        same = (self.kind, self.behaviour_id or note.behaviour_id, self.channel)
        return same == (note.kind, note.behaviour_id, note.channel) and all(
            self.texts[name] == getattr(note, name) for name in TEXTS
        )


def form_of(note: NoteCard, form_id: str) -> AmendmentForm:
    texts = {name: getattr(note, name) for name in TEXTS}
    return AmendmentForm(id=form_id, kind=note.kind, behaviour_id=note.behaviour_id, channel=note.channel, texts=texts)


def read_amendment(sent: Mapping[str, str], note: NoteCard, behaviours: Sequence[Json], form_id: str) -> AmendmentForm:
    """The form as it was sent, with what is missing in ``errors``."""
    chosen = find_behaviour(behaviours, sent.get("behaviour", ""))
    form = AmendmentForm(
        id=form_id,
        kind=sent["kind"] if sent.get("kind") in KINDS else note.kind,
        behaviour_id=chosen["id"] if chosen else "",
        channel=sent.get("channel", "") if sent.get("channel") in CHANNELS else "",
        texts={name: sent.get(name, "").strip() for name in TEXTS},
        reason=sent.get("reason", "").strip(),
    )
    return replace(form, errors=_missing(form, note))


def _missing(form: AmendmentForm, note: NoteCard) -> dict[str, str]:
    errors = {
        name: _("This can be changed here, not taken out. Take the note back if you saw nothing of the kind.")
        for name in SEEN
        if getattr(note, name) and not form.texts[name]
    }
    if not errors and form.is_as(note):
        errors["quote"] = _("Nothing is different yet.")
    if not form.reason:
        errors["reason"] = _("Say why, in a few words.")
    return errors
