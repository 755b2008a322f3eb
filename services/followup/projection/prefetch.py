"""Reading what a batch of events will touch, with a handful of queries for the whole batch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, select

from contracts.observations import MarkedDuplicate, Withdrawn
from services.followup.projection.seeing import looks_needed
from services.followup.projection.slips import practice_ids
from services.followup.projection.working_set import Row, WorkingSet
from services.followup.readmodel.tables import Generation

_NAMES_PER_QUERY = 1_000
_LOADED_BY_ID = {
    "walk": "walks",
    "observation": "observations",
    "commitment": "commitments",
    "session": "sessions",
    "training": "trainings",
    "mentoring": "mentorings",
}


def working_set(connection: Connection, generation: Generation, events: Sequence[dict[str, Any]]) -> WorkingSet:
    """Everything that the events need to be applied."""
    work = WorkingSet(generation)
    load = _Loader(connection, work, generation)
    for noun, ids in _stored_subjects(events).items():
        load.rows(_LOADED_BY_ID[noun], "id", ids)
    load.rows("observations", "duplicate_of", _withdrawn(events))
    load.rows("observations", "id", _originals(work, events))
    changed_people = _ids(events, "person_id")
    changed_teams = {event["data"]["team_id"] for event in events if event["subject"].startswith("team/")}
    load.rows("commitments", "rep_id", changed_people)
    load.rows("sessions", "rep_id", changed_people)
    pending = generation.commitments.c.standing.in_(("proposed", "open"))
    load.rows("commitments", "team_id", changed_teams, pending)
    load.rows("sessions", "team_id", changed_teams, generation.sessions.c.standing == "scheduled")
    reps = {row["rep_id"] for shelf in (work.commitments, work.sessions) for row in shelf} | _reps_spoken_of(events)
    load.rows("people", "team_id", changed_teams, generation.people.c.left_on.is_not(None))
    load.rows("people", "id", reps | changed_people)
    load.rows("absences", "person_id", reps | changed_people)
    measured, days = _days_measured(events)
    load.rows("signal_days", "rep_id", measured, generation.signal_days.c.day.in_(sorted(days)))
    load.rows("seen", "rep_id", reps)
    for rep_id, number in looks_needed(events).items():
        load.latest_looks(rep_id, number)
    load.rows("practices", "id", practice_ids(work, events))
    joined_teams = _ids(events, "team_id")
    load.rows("teams", "id", joined_teams.union(person["team_id"] for person in work.people if person["team_id"]))
    return work


def _stored_subjects(events: Iterable[dict[str, Any]]) -> dict[str, set[str]]:
    """Ids by noun, without those that begin in this batch and so are not stored yet."""
    first_versions: dict[str, int] = {}
    for event in events:
        first_versions.setdefault(event["subject"], event["streamversion"])
    subjects: dict[str, set[str]] = {noun: set() for noun in _LOADED_BY_ID}
    for subject, version in first_versions.items():
        noun, _, subject_id = subject.partition("/")
        if version > 1 and noun in subjects:
            subjects[noun].add(subject_id)
    return subjects


def _withdrawn(events: Iterable[dict[str, Any]]) -> set[str]:
    return {event["data"]["observation_id"] for event in events if event["type"] == Withdrawn.TYPE}


def _originals(work: WorkingSet, events: Iterable[dict[str, Any]]) -> set[str]:
    """The notes under which others stand, or are about to."""
    standing = {row["duplicate_of"] for row in work.observations if row["duplicate_of"]}
    marked = {event["data"]["duplicate_of"] for event in events if event["type"] == MarkedDuplicate.TYPE}
    return {found for found in standing | marked if work.observations.find(found) is None}


def _ids(events: Iterable[dict[str, Any]], name: str) -> set[str]:
    return {found for event in events if (found := event["data"].get(name))}


def _reps_spoken_of(events: Iterable[dict[str, Any]]) -> set[str]:
    """By whose calendar and team notes, promises, sessions and signals go."""
    spoken_of = ("observation/", "commitment/", "session/", "signal/", "training/")
    return {event["data"]["rep_id"] for event in events if event["subject"].startswith(spoken_of)}


def _days_measured(events: Iterable[dict[str, Any]]) -> tuple[set[str], set[str]]:
    """Whose signals came, and of which days; the day of the site is that of UTC or a neighbour of it."""
    measured = [event for event in events if event["subject"].startswith("signal/")]
    days = {date.fromisoformat(event["time"][:10]) for event in measured}
    near = {day + timedelta(days=away) for day in days for away in (-1, 0, 1)}
    return {event["data"]["rep_id"] for event in measured}, {day.isoformat() for day in near}


class _Loader:
    """Loads rows onto the shelves they belong to."""

    def __init__(self, connection: Connection, work: WorkingSet, generation: Generation) -> None:
        self._connection = connection
        self._work = work
        self._tables = generation.tables

    def rows(self, name: str, column: str, values: Collection[str], *conditions: ColumnElement[bool]) -> None:
        table = self._tables[name]
        shelf = self._work.shelves[name]
        ordered = sorted(values)
        for start in range(0, len(ordered), _NAMES_PER_QUERY):
            names = ordered[start : start + _NAMES_PER_QUERY]
            shelf.load(_rows(self._connection, table, table.c[column].in_(names), *conditions))

    def latest_looks(self, rep_id: str, number: int) -> None:
        table = self._tables["timeline"]
        query = select(table).where(table.c.rep_id == rep_id, table.c.seen).order_by(table.c.occurred_at.desc())
        columns = table.c.keys()
        found = self._connection.execute(query.limit(number))
        self._work.timeline.load(dict(zip(columns, row, strict=True)) for row in found)


def _rows(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> Iterator[Row]:
    columns = table.c.keys()
    for row in connection.execute(select(table).where(*conditions)):
        yield dict(zip(columns, row, strict=True))
