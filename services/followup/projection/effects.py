"""What coaching came to, counted by team, supervisor, behaviour and month.

Each note, promise, rated session and training counts for what its row says. When an event changes a row, what the row
counted for before is taken back and what it counts for now is added: so the counts are those of the rows, whatever
happened. They are written as differences and summed up in the table; nothing has to be read for it.

Figures stay with the team in which it happened, also when the rep moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, get_args

from contracts import commitments, development, observations, sessions
from contracts.instants import from_micros
from services.followup.effectiveness import WAIT_ENDS
from services.followup.projection.working_set import Row, WorkingSet
from services.followup.readmodel.columns.effects import EFFECTS
from services.followup.readmodel.effects import ALL

WAITED = tuple(name for name in EFFECTS if name.startswith("waited_"))

Key = tuple[str, str, str, str]
Share = tuple[Key, str, int]
"""Where something counts, as what, and how much."""

_CLOSED = {"kept", "kept_late", "not_kept", "released", "declined"}
_MICROS_AN_HOUR = 3_600_000_000
_MICROS_A_DAY = 24 * _MICROS_AN_HOUR

COUNTED = {
    cls.TYPE
    for family in (
        observations.ObservationEvent,
        commitments.CommitmentEvent,
        sessions.SessionEvent,
        development.DevelopmentEvent,
    )
    for cls in get_args(family)
} - {
    observations.Replied.TYPE,
    observations.ClarificationRequested.TYPE,
    observations.ClarificationAnswered.TYPE,
    commitments.Proposed.TYPE,
    commitments.Confirmed.TYPE,
    commitments.PracticeReported.TYPE,
    commitments.Revisited.TYPE,
}
"""What may change what the row it is about counts for."""


def shares(work: WorkingSet, event: dict[str, Any]) -> tuple[Share, ...]:
    """What the row that an event is about counts for now."""
    noun, _, row_id = event["subject"].partition("/")
    match noun:
        case "observation":
            row = work.observations.find(row_id)
            return tuple(_of_note_and_those_under_it(work, row, event["type"])) if row else ()
        case "commitment":
            row = work.commitments.find(row_id)
            return tuple(_of_promise(row)) if row else ()
        case "session":
            row = work.sessions.find((row_id, event["data"].get("rep_id")))
            return tuple(_of_session(row)) if row else ()
        case "training":
            row = work.trainings.find(row_id)
            return tuple(_of_training(row)) if row else ()
    return ()


def count(work: WorkingSet, before: tuple[Share, ...], now: tuple[Share, ...]) -> None:
    """Take back what was counted before, add what counts now."""
    if before == now:
        return
    for sign, those in ((-1, before), (1, now)):
        for key, column, number in those:
            add(work, key, column, sign * number)


def add(work: WorkingSet, key: Key, column: str, number: int) -> None:
    """Count something for the team's supervisor and behaviour, and in the sums over all behaviours and all teams."""
    team_id, supervisor_id, behaviour_id, month = key
    for place in (key, (team_id, supervisor_id, ALL, month), (ALL, ALL, behaviour_id, month)):
        row = work.effects.find(place)
        if row is None:
            names = ("team_id", "supervisor_id", "behaviour_id", "month")
            row = work.effects.new(**dict(zip(names, place, strict=True)), **dict.fromkeys(EFFECTS, 0))
        row[column] += number


def month_of(at: int) -> str:
    """``2026-11``, in UTC."""
    return _month_of_day(at // _MICROS_A_DAY)


@lru_cache(maxsize=4_096)
def _month_of_day(day: int) -> str:
    return from_micros(day * _MICROS_A_DAY).isoformat()[:7]


def _of_note_and_those_under_it(work: WorkingSet, row: Row, event_type: str) -> Iterator[Share]:
    """Two notes of one moment count once: the one that stands, which is the other one where it was withdrawn."""
    yield from _of_note(work, row)
    if event_type == observations.Withdrawn.TYPE:
        for under in [each for each in work.observations if each["duplicate_of"] == row["id"]]:
            yield from _of_note(work, under)


def _of_note(work: WorkingSet, row: Row) -> Iterator[Share]:
    original = work.observations.find(row["duplicate_of"]) if row["duplicate_of"] else None
    if row["withdrawn_at"] is not None or (original is not None and original["withdrawn_at"] is None):
        return
    key = (row["team_id"] or "", row["author_id"], row["behaviour_id"] or "", month_of(row["occurred_at"]))
    yield key, row["kind"], 1
    if row["acknowledged_at"] is not None:
        yield key, waited(row["acknowledged_at"] - row["visible_from"]), 1


def _of_promise(row: Row) -> Iterator[Share]:
    if row["standing"] in _CLOSED:
        month = month_of(row["closed_at"])
        yield (row["home_team_id"] or "", row["proposed_by"], row["behaviour_id"] or "", month), row["standing"], 1


def _of_session(row: Row) -> Iterator[Share]:
    if row["score"] is not None:
        key = (row["team_id"] or "", row["supervisor_id"], "", month_of(row["starts_at"]))
        yield key, "ratings", 1
        yield key, "rating_total", row["score"]


def _of_training(row: Row) -> Iterator[Share]:
    if row["standing"] == "completed":
        key = (row["home_team_id"] or "", row["assigned_by"], row["behaviour_id"] or "", month_of(row["ended_at"]))
        yield key, "passed" if row["passed"] else "failed", 1


def waited(micros: int) -> str:
    """The class of a wait."""
    hours = micros / _MICROS_AN_HOUR
    return WAITED[next((number for number, end in enumerate(WAIT_ENDS) if hours <= end), len(WAIT_ENDS))]
