"""What stands on a person's calendar now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, Row, and_, or_, select

from contracts.instants import from_micros, micros
from services.followup.readmodel.commitments import pending_of
from services.followup.readmodel.people import Person
from services.followup.readmodel.sessions import state_of
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import teams, zone_of

Kind = Literal["promise", "session"]
Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]

SHOWN_FOR = timedelta(days=30)
"""How long something that is over stays on a calendar."""


@dataclass(frozen=True, slots=True)
class AllDay:
    """A local date at the site."""

    day: date

    def is_over(self, at: datetime) -> bool:
        return self.day < at.date()


@dataclass(frozen=True, slots=True)
class Timed:
    """From an instant to an instant, shown in the site's zone."""

    start: datetime
    end: datetime
    timezone: str

    def is_over(self, at: datetime) -> bool:
        return self.end < at


@dataclass(frozen=True, slots=True)
class Entry:
    """``uid`` is the same in every calendar and for good."""

    uid: str
    kind: Kind
    status: Status
    when: AllDay | Timed


def entries(connection: Connection, generation: Generation, person: Person, now: datetime) -> list[Entry]:
    """The due days of the person's own promises that are not settled, and the sessions they have a part in: as a rep,
    or as the supervisor who planned it, while the rep is in one of their teams."""
    found = [*_promises(connection, generation, person, now), *_sessions(connection, generation, person, now)]
    return [entry for entry in found if not entry.when.is_over(now - SHOWN_FOR)]


def _promises(connection: Connection, generation: Generation, person: Person, now: datetime) -> Iterator[Entry]:
    for row in pending_of(connection, generation, [person.id], now):
        status: Status = "TENTATIVE" if row.standing == "proposed" else "CONFIRMED"
        yield Entry(row.id, "promise", status, AllDay(date.fromisoformat(row.due_day)))


def _sessions(connection: Connection, generation: Generation, person: Person, now: datetime) -> Iterator[Entry]:
    rows = {
        row.id: row for row in connection.execute(_of(generation, person, now)) if state_of(row, now) in _TAKES_PLACE
    }
    known = teams(connection, generation, {row.team_id for row in rows.values() if row.team_id})
    for row in rows.values():
        yield Entry(row.id, "session", "CONFIRMED", _times(row, zone_of(known.get(row.team_id or "")).key))


_TAKES_PLACE = ("scheduled", "held")


def _of(generation: Generation, person: Person, now: datetime) -> Any:
    """A row for each rep of a session."""
    table = generation.sessions
    row = table.c
    own = or_(row.rep_id == person.id, and_(row.supervisor_id == person.id, row.team_id.in_(person.team_ids)))
    return select(table).where(own, row.ends_at >= micros(now - SHOWN_FOR)).order_by(row.starts_at, row.id, row.rep_id)


def _times(row: Row[Any], timezone: str) -> Timed:
    start = from_micros(row.starts_at)
    return Timed(start, start + timedelta(minutes=row.minutes), timezone)
