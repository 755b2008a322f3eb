"""Trainings and mentoring pairs as they are answered. Who has left is neither in training nor paired any more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Row

from services.followup.letters import Letters
from services.followup.readmodel.behaviours import labels
from services.followup.readmodel.development import mentorings, mentorings_of, trainings, trainings_of
from services.followup.readmodel.people import Person, people
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.timeline import MENTORING_KINDS, TRAINING_KINDS
from services.followup.showing.names import Names, marks
from services.followup.showing.notes import shown_behaviour
from services.followup.showing.wire import wire

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Development:
    """Rows by their ids, and what is needed to show them."""

    trainings: Mapping[str, Row[Any]]
    mentorings: Mapping[str, Row[Any]]
    labels: Mapping[str, str]
    people: Mapping[str, Person]
    now: datetime

    @property
    def boxes(self) -> Iterator[str | None]:
        yield from (training.box for training in self.trainings.values())
        yield from (person.box for person in self.people.values())

    def shown_step(self, row: Row[Any], letters: Letters, names: Names) -> Json:
        """An item of a timeline."""
        told = letters.of(row.box)
        step = {
            "id": row.id,
            "kind": row.kind,
            "occurred_at": wire(row.occurred_at),
            "recorded_at": wire(row.recorded_at),
            "by": names.by(row.by_id),
            "outcome": row.outcome,
            "reason": told.get("reason"),
            **marks(told.state),
        }
        if row.kind in TRAINING_KINDS:
            return {**self._training(self.trainings[row.about_id], letters), **step}
        return {**self._mentoring(self.mentorings[row.about_id], letters), **step}

    def open_trainings(self, letters: Letters) -> list[Json]:
        shown = (self._training(training, letters) for training in self.trainings.values())
        return [training for training in shown if training["state"] == "assigned"]

    def open_mentorings(self, letters: Letters) -> list[Json]:
        shown = (self._mentoring(mentoring, letters) for mentoring in self.mentorings.values())
        return [mentoring for mentoring in shown if mentoring["state"] == "paired"]

    def _training(self, training: Row[Any], letters: Letters) -> Json:
        ended = training.standing == "assigned" and self._is_gone(training.rep_id)
        titled = letters.of(training.box)
        return {
            "id": training.id,
            "subject": f"training/{training.id}",
            "rep_id": training.rep_id,
            "state": "cancelled" if ended else training.standing,
            "title": titled.get("title"),
            "behaviour": shown_behaviour(training.behaviour_id, self.labels),
            "due_on": training.due_on,
            "assigned_at": wire(training.assigned_at),
            "ended_at": wire(training.ended_at),
            "passed": training.passed,
            "score": training.score,
            **marks(titled.state),
        }

    def _mentoring(self, mentoring: Row[Any], letters: Letters) -> Json:
        names = Names(self.people, letters)
        ended = self._is_gone(mentoring.rep_id) or self._is_gone(mentoring.mentor_id)
        return {
            "id": mentoring.id,
            "subject": f"mentoring/{mentoring.id}",
            "state": "ended" if ended else mentoring.standing,
            "mentor": names.by(mentoring.mentor_id),
            "rep": names.by(mentoring.rep_id),
            "paired_at": wire(mentoring.paired_at),
            "ended_at": wire(mentoring.ended_at),
        }

    def _is_gone(self, person_id: str) -> bool:
        person = self.people.get(person_id)
        return person is not None and person.is_gone(self.now)


def development_of(connection: Connection, generation: Generation, person_id: str, now: datetime) -> Development:
    """What somebody is in now."""
    assigned = trainings_of(connection, generation, person_id)
    paired = mentorings_of(connection, generation, person_id)
    return _read(connection, generation, assigned, paired, now)


def development_in(
    connection: Connection, generation: Generation, rows: Sequence[Row[Any]], now: datetime
) -> Development:
    """What these rows of a timeline are about."""
    trained = trainings(connection, generation, [row.about_id for row in rows if row.kind in TRAINING_KINDS])
    paired = mentorings(connection, generation, [row.about_id for row in rows if row.kind in MENTORING_KINDS])
    return _read(connection, generation, list(trained.values()), list(paired.values()), now)


def _read(
    connection: Connection,
    generation: Generation,
    trained: Sequence[Row[Any]],
    paired: Sequence[Row[Any]],
    now: datetime,
) -> Development:
    two = chain.from_iterable((pair.rep_id, pair.mentor_id) for pair in paired)
    behaviour_ids = {training.behaviour_id for training in trained if training.behaviour_id}
    return Development(
        trainings={training.id: training for training in trained},
        mentorings={mentoring.id: mentoring for mentoring in paired},
        labels=labels(connection, generation, behaviour_ids),
        people=people(connection, generation, {*two, *(training.rep_id for training in trained)}),
        now=now,
    )
