"""The items of a timeline: notes with what was said to them, and the steps of promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from contracts.instants import micros
from services.followup.letters import Letter, Letters
from services.followup.readmodel.behaviours import labels
from services.followup.readmodel.commitments import commitments, promise_of
from services.followup.readmodel.observations import hidden_from_rep
from services.followup.readmodel.people import Person, people
from services.followup.readmodel.sessions import sessions_of
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.timeline import DEVELOPMENT_KINDS, NOTE_KINDS, SESSION_KINDS, SIGNAL_KINDS, STEP_KINDS
from services.followup.showing.development import Development, development_in
from services.followup.showing.names import Names, marks
from services.followup.showing.notes import Notes, notes, shown_behaviour
from services.followup.showing.session_items import shown_session_step
from services.followup.showing.signals import SignalLines, signal_lines
from services.followup.showing.wire import wire
from services.followup.states import state_at

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class TimelineItems:
    """Rows of a timeline, and what is needed to show them."""

    rows: Sequence[Row[Any]]
    now: datetime
    notes: Notes
    commitments: Mapping[str, Row[Any]]
    sessions: Mapping[tuple[str, str], Row[Any]]
    labels: Mapping[str, str]
    people: Mapping[str, Person]
    hidden: frozenset[str]
    signals: SignalLines
    development: Development

    @property
    def boxes(self) -> Iterator[str | None]:
        """All that has to be opened to show them."""
        yield from self.notes.boxes
        for commitment in self.commitments.values():
            yield from (commitment.box, commitment.words_box)
        for row in self.rows:
            yield row.box
        for person in self.people.values():
            yield person.box
        yield from self.signals.boxes
        yield from self.development.boxes

    def shown(self, letters: Letters) -> list[Json]:
        names = Names(self.people, letters)
        return [self._shown_item(row, letters, names) for row in self.rows]

    def _shown_item(self, row: Row[Any], letters: Letters, names: Names) -> Json:
        if row.kind in NOTE_KINDS:
            return self.notes.shown(row.id, self.labels, letters, names)
        if row.kind in SESSION_KINDS:
            return shown_session_step(row, self.sessions[row.id, row.rep_id], self.now, letters, names)
        if row.kind in SIGNAL_KINDS:
            return self.signals.shown(row, letters)
        if row.kind in DEVELOPMENT_KINDS:
            return self.development.shown_step(row, letters, names)
        return self._shown_step(row, letters, names)

    def _shown_step(self, row: Row[Any], letters: Letters, names: Names) -> Json:
        commitment = self.commitments[row.about_id]
        promised, told = letters.of(commitment.box), letters.of(row.box)
        return {
            "id": row.id,
            "kind": row.kind,
            "subject": f"commitment/{commitment.id}",
            "commitment_id": commitment.id,
            "occurred_at": wire(row.occurred_at),
            "recorded_at": wire(row.recorded_at),
            "by": names.by(row.by_id),
            "state": state_at(promise_of(commitment), self.now),
            "practice": promised.get("practice"),
            "model_phrase": promised.get("model_phrase"),
            "behaviour": shown_behaviour(commitment.behaviour_id, self.labels),
            "due_on": row.on_date or commitment.due_on,
            "due_day": commitment.due_day,
            "revision": commitment.revision,
            "outcome": row.outcome,
            **self._told(row, commitment, told, letters),
            **marks(promised.state, told.state),
        }

    def _told(self, row: Row[Any], commitment: Row[Any], told: Letter, letters: Letters) -> Json:
        """What this kind of step has of its own."""
        if row.kind == "commitment":
            is_hidden = commitment.observation_id in self.hidden
            return {
                "words": letters.of(commitment.words_box).get("words"),
                "observation_id": None if is_hidden else commitment.observation_id,
            }
        return {name: told.get(name) for name in _TEXTS[row.kind]}


_TEXTS = {
    "practice_report": ("text",),
    "revisit": ("quote", "note"),
    "decline": ("reason",),
    "renewal_request": ("reason",),
    "renewal": ("reason",),
    "closure": ("reason",),
}


def timeline_items(
    connection: Connection, generation: Generation, rows: Sequence[Row[Any]], now: datetime, asker_id: str
) -> TimelineItems:
    """Read what is needed to show these rows to somebody."""
    noted = [row.id for row in rows if row.kind in NOTE_KINDS]
    read = notes(connection, generation, noted, now, asker_id)
    steps = {row.about_id for row in rows if row.kind in STEP_KINDS}
    promised = commitments(connection, generation, steps)
    sat = [(row.id, row.rep_id) for row in rows if row.kind in SESSION_KINDS]
    behaviour_ids = {each.behaviour_id for each in promised.values() if each.behaviour_id}
    own_notes = [each.observation_id for each in promised.values() if each.rep_id == asker_id and each.observation_id]
    return TimelineItems(
        rows=rows,
        now=now,
        notes=read,
        commitments=promised,
        sessions=sessions_of(connection, generation, sat),
        labels=labels(connection, generation, behaviour_ids.union(read.behaviour_ids)),
        people=people(connection, generation, {row.by_id for row in rows}.union(read.people_ids)),
        hidden=hidden_from_rep(connection, generation, own_notes, micros(now)),
        signals=signal_lines(connection, generation, rows),
        development=development_in(connection, generation, rows, now),
    )
