"""Sessions as they are answered: one item each, with the reps the asker may know of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from contracts.instants import micros
from services.followup.letters import Letters
from services.followup.policy import Reach
from services.followup.readmodel.people import Person, people
from services.followup.readmodel.session_pages import within_reach
from services.followup.readmodel.sessions import owed_from, rows_of, scheduled_of, state_of
from services.followup.readmodel.tables import Generation
from services.followup.session_states import SessionState
from services.followup.showing.names import Names, marks
from services.followup.showing.wire import wire

Json = dict[str, Any]

_STATES: tuple[SessionState, ...] = ("scheduled", "held", "missed", "cancelled")
"""Of a group whose reps' sessions ended differently, what is still to come comes first."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """Sessions, each with the rows that may be shown, and how many reps it has in all."""

    rows: Sequence[Sequence[Row[Any]]]
    sizes: Mapping[str, int]
    people: Mapping[str, Person]
    now: datetime

    @property
    def boxes(self) -> Iterator[str | None]:
        for row in (row for each in self.rows for row in each):
            yield from (row.box, row.outcome_box, row.rating_box)
        for person in self.people.values():
            yield person.box

    @property
    def rep_ids(self) -> set[str]:
        """Whose parts are shown."""
        return {row.rep_id for rows in self.rows for row in rows}

    def shown(self, letters: Letters) -> list[Json]:
        names = Names(self.people, letters)
        return [self._shown(rows, letters, names) for rows in self.rows]

    def _shown(self, rows: Sequence[Row[Any]], letters: Letters, names: Names) -> Json:
        first = rows[0]
        states = {state_of(row, self.now) for row in rows}
        state = next(state for state in _STATES if state in states)
        place, ended = letters.of(first.box), letters.of(first.outcome_box)
        return {
            "id": first.id,
            "state": state,
            "starts_at": wire(first.starts_at),
            "ends_at": wire(first.ends_at),
            "minutes": first.minutes,
            "place": place.get("place"),
            "supervisor": names.by(first.supervisor_id),
            "team_id": first.team_id,
            "rep_ids": [row.rep_id for row in rows],
            "size": self.sizes[first.id],
            "reps": [self._seat(row, letters, names) for row in rows],
            "by_cadence": first.cadence_on is not None,
            "outcome_owed": state == "scheduled" and owed_from(first) <= micros(self.now),
            "outcome_at": wire(first.outcome_at),
            "outcome_by": names.by(first.outcome_by),
            "supervisor_notes": ended.get("supervisor_notes"),
            "none_needed_reason": ended.get("none_needed_reason"),
            "version": max(row.version for row in rows),
            **marks(place.state, ended.state),
        }

    def _seat(self, row: Row[Any], letters: Letters, names: Names) -> Json:
        """One rep's part in it."""
        return {
            "id": row.rep_id,
            "name": names.of(row.rep_id),
            "state": state_of(row, self.now),
            "notes": letters.of(row.outcome_box).get("rep_notes"),
            "commitment_ids": (row.commitment_ids or "").split(),
            "score": row.score,
            "rating": letters.of(row.rating_box).get("text"),
        }


def sessions(
    connection: Connection,
    generation: Generation,
    ids: Sequence[str],
    reach: Reach,
    asker_id: str,
    now: datetime,
) -> Sessions:
    """Read what is needed to show these sessions, in this order, to somebody."""
    found = rows_of(connection, generation, ids)
    seen = [[row for row in found.get(each, ()) if within_reach(row, asker_id, reach)] for each in ids]
    return of_rows(connection, generation, [rows for rows in seen if rows], found, now)


def planned_sessions(connection: Connection, generation: Generation, rep_id: str, now: datetime) -> Sessions:
    """Read what is needed to show a rep's sessions that are still scheduled, the earliest first."""
    rows = scheduled_of(connection, generation, rep_id, now)
    return of_rows(connection, generation, [[row] for row in rows], {row.id: [row] for row in rows}, now)


def shown_cadence(row: Row[Any] | None) -> Json | None:
    """A rep's rhythm of sessions; None where there is none."""
    return {name: getattr(row, name) for name in ("every_weeks", "weekday", "at", "minutes", "set_by")} if row else None


def of_rows(
    connection: Connection,
    generation: Generation,
    rows: Sequence[Sequence[Row[Any]]],
    all_rows: Mapping[str, Collection[Row[Any]]],
    now: datetime,
) -> Sessions:
    """Read whom these rows name."""
    named = {each for row in (row for own in rows for row in own) for each in _named(row)}
    return Sessions(
        rows=rows,
        sizes={session_id: len(each) for session_id, each in all_rows.items()},
        people=people(connection, generation, named),
        now=now,
    )


def _named(row: Row[Any]) -> set[str]:
    return {person_id for person_id in (row.rep_id, row.supervisor_id, row.outcome_by) if person_id}
