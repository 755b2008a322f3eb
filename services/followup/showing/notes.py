"""An observation as it is answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Row

from services.followup.letters import Letters
from services.followup.showing.names import Names, marks
from services.followup.showing.wire import wire

Json = dict[str, Any]

_TEXTS = ("quote", "note", "model_phrase", "impact")


def note_boxes(note: Row[Any], replies: Sequence[Row[Any]]) -> Iterator[str | None]:
    """All that has to be opened to show a note."""
    yield from (note.box, note.clarification_box, note.answer_box)
    for reply in replies:
        yield reply.box


def shown_note(
    note: Row[Any], replies: Sequence[Row[Any]], labels: Mapping[str, str], letters: Letters, names: Names
) -> Json:
    said = letters.of(note.box)
    opened = [letters.of(box) for box in note_boxes(note, replies)]
    return {
        "id": note.id,
        "kind": note.kind,
        "subject": f"observation/{note.id}",
        "occurred_at": wire(note.occurred_at),
        "recorded_at": wire(note.recorded_at),
        "by": names.by(note.author_id),
        "state": _state(note),
        "behaviour": shown_behaviour(note.behaviour_id, labels),
        **{name: said.get(name) for name in _TEXTS},
        "channel": note.channel,
        "mode": note.mode,
        "walk_id": note.walk_id,
        "visible_from": wire(note.visible_from),
        "acknowledged_at": wire(note.acknowledged_at),
        "withdrawn_at": wire(note.withdrawn_at),
        "replies": [_shown_reply(reply, letters, names) for reply in replies],
        "clarification": _shown_clarification(note, letters, names),
        **marks(*(letter.state for letter in opened)),
    }


def shown_behaviour(behaviour_id: str | None, labels: Mapping[str, str]) -> Json | None:
    return {"id": behaviour_id, "label": labels.get(behaviour_id)} if behaviour_id else None


def _state(note: Row[Any]) -> str:
    if note.withdrawn_at is not None:
        return "withdrawn"
    if note.clarification_open:
        return "clarification_requested"
    return "recorded" if note.acknowledged_at is None else "acknowledged"


def _shown_reply(reply: Row[Any], letters: Letters, names: Names) -> Json:
    return {
        "id": reply.id,
        "by": names.by(reply.by_id),
        "occurred_at": wire(reply.occurred_at),
        "text": letters.of(reply.box).get("text"),
    }


def _shown_clarification(note: Row[Any], letters: Letters, names: Names) -> Json | None:
    if note.clarification_at is None:
        return None
    return {
        "text": letters.of(note.clarification_box).get("text"),
        "occurred_at": wire(note.clarification_at),
        "outcome": note.answer_outcome,
        "answer": letters.of(note.answer_box).get("text"),
        "answered_at": wire(note.answered_at),
        "answered_by": names.by(note.answer_by),
    }
