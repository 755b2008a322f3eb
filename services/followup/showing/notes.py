"""Observations as they are answered, with what was said to them and the notes that are shown under them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from contracts.instants import micros
from services.followup.letters import Letters
from services.followup.readmodel.observations import amendments, duplicates, observations, replies
from services.followup.readmodel.tables import Generation
from services.followup.showing.amended import behaviours_before, present_texts, trace
from services.followup.showing.names import Names, marks
from services.followup.showing.wire import wire

Json = dict[str, Any]
_Rows = Mapping[str, Sequence[Row[Any]]]


@dataclass(frozen=True, slots=True)
class Notes:
    """``asked`` are the ids of the notes that were asked for, ``rows`` those and the ones under them; ``asker_id``
    is who reads them."""

    asked: Collection[str]
    rows: Mapping[str, Row[Any]]
    replies: _Rows
    amendments: _Rows
    duplicates: _Rows
    now: datetime
    asker_id: str

    @property
    def boxes(self) -> Iterator[str | None]:
        """All that has to be opened to show them."""
        for note in self.rows.values():
            yield from self._boxes_of(note)

    @property
    def people_ids(self) -> Iterator[str]:
        """Whose names are shown."""
        for note in self.rows.values():
            yield note.author_id
            yield from (by_id for by_id in (note.answer_by, note.withdrawn_by) if by_id)
            yield from (said.by_id for said in (*self.replies.get(note.id, ()), *self.amendments.get(note.id, ())))

    @property
    def behaviour_ids(self) -> Iterator[str]:
        for note in self.rows.values():
            if note.behaviour_id:
                yield note.behaviour_id
            yield from behaviours_before(self.amendments.get(note.id, ()))

    def shown(self, note_id: str, labels: Mapping[str, str], letters: Letters, names: Names) -> Json:
        """A note with those under it; a note under it has none of its own."""
        beneath = [self._shown(note, labels, letters, names) for note in self.duplicates.get(note_id, ())]
        return {**self._shown(self.rows[note_id], labels, letters, names), "also_noted": beneath}

    def _shown(self, note: Row[Any], labels: Mapping[str, str], letters: Letters, names: Names) -> Json:
        changed, for_rep = self.amendments.get(note.id, ()), note.rep_id == self.asker_id
        return {
            "id": note.id,
            "kind": note.kind,
            "subject": f"observation/{note.id}",
            "occurred_at": wire(note.occurred_at),
            "recorded_at": wire(note.recorded_at),
            "by": names.by(note.author_id),
            "state": _state(note),
            "behaviour": shown_behaviour(note.behaviour_id, labels),
            **present_texts(note, changed, letters),
            "channel": note.channel,
            "mode": note.mode,
            "walk_id": note.walk_id,
            "duplicate_of": note.duplicate_of,
            **_moments(note, self.now),
            "withdrawn_by": names.by(note.withdrawn_by),
            "withdrawn_reason": letters.of(note.withdrawal_box).get("reason"),
            "amendments": trace(note, changed, letters, names, labels, for_rep=for_rep),
            "replies": [_shown_reply(reply, letters, names) for reply in self.replies.get(note.id, ())],
            "clarification": _shown_clarification(note, letters, names),
            **marks(*(letters.of(box).state for box in self._boxes_of(note))),
        }

    def _boxes_of(self, note: Row[Any]) -> Iterator[str | None]:
        yield from (note.box, note.clarification_box, note.answer_box, note.withdrawal_box)
        yield from (said.box for said in (*self.replies.get(note.id, ()), *self.amendments.get(note.id, ())))


def notes(connection: Connection, generation: Generation, ids: Collection[str], now: datetime, asker_id: str) -> Notes:
    """Read what is needed to show these notes to somebody."""
    under = duplicates(connection, generation, ids, micros(now), asker_id)
    beneath = {note.id: note for each in under.values() for note in each}
    rows = {**beneath, **observations(connection, generation, ids)}
    return Notes(
        asked=ids,
        rows=rows,
        replies=replies(connection, generation, rows),
        amendments=amendments(connection, generation, rows),
        duplicates=under,
        now=now,
        asker_id=asker_id,
    )


def shown_behaviour(behaviour_id: str | None, labels: Mapping[str, str]) -> Json | None:
    return {"id": behaviour_id, "label": labels.get(behaviour_id)} if behaviour_id else None


def _state(note: Row[Any]) -> str:
    if note.withdrawn_at is not None:
        return "withdrawn"
    if note.clarification_open:
        return "clarification_requested"
    return "recorded" if note.acknowledged_at is None else "acknowledged"


def _moments(note: Row[Any], now: datetime) -> Json:
    """``visible_to_rep`` is told so that the answer is another one as soon as that instant has passed."""
    never = note.withdrawn_at is not None and note.withdrawn_at < note.visible_from
    return {
        "visible_from": wire(note.visible_from),
        "visible_to_rep": note.visible_from <= micros(now) and not never,
        "acknowledged_at": wire(note.acknowledged_at),
        "amended_at": wire(note.amended_at),
        "withdrawn_at": wire(note.withdrawn_at),
    }


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
