"""The rhythms of sessions: what was set, what they planned last, and when each has to be looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from contracts import people as person_events
from contracts import sessions as events
from contracts import teams as team_events
from contracts.envelope import Envelope
from contracts.instants import micros
from services.observation.directory.tables import absences, cadences, people

NEVER = 2**62
"""Later than any instant."""

_CADENCE = sa.select(cadences).where(cadences.c.rep_id == sa.bindparam("rep_id"))
_DUE = sa.select(cadences.c.rep_id).where(cadences.c.look_at <= sa.bindparam("now")).order_by(cadences.c.look_at)


def cadence(connection: sa.Connection, rep_id: str) -> sa.Row[Any] | None:
    """A rep's rhythm, also one that has ended."""
    return connection.execute(_CADENCE, {"rep_id": rep_id}).one_or_none()


def first_due(connection: sa.Connection, now: datetime) -> str | None:
    """The rep whose rhythm has waited longest to be looked at."""
    found: str | None = connection.execute(_DUE.limit(1), {"now": micros(now)}).scalar()
    return found


def absences_of(connection: sa.Connection, rep_id: str) -> Sequence[tuple[date, date]]:
    """First and last day of each."""
    query = sa.select(absences.c.from_on, absences.c.to_on).where(absences.c.person_id == rep_id)
    return [(date.fromisoformat(row.from_on), date.fromisoformat(row.to_on)) for row in connection.execute(query)]


def look_again(connection: sa.Connection, rep_id: str, touched: int, at: datetime | None) -> bool:
    """Say when to look next; None: not before something changes. False when something changed meanwhile."""
    seen = (cadences.c.rep_id == rep_id, cadences.c.touched == touched)
    look_at = NEVER if at is None else micros(at)
    return connection.execute(sa.update(cadences).where(*seen).values(look_at=look_at)).rowcount == 1


def keep(connection: sa.Connection, envelope: Envelope, event: events.CadenceSet) -> None:
    values = {
        "version": envelope.streamversion,
        "ended": False,
        "set_by": event.set_by,
        "every_weeks": event.every_weeks,
        "weekday": event.weekday,
        "at": event.at,
        "minutes": event.minutes,
        "first_on": event.first_on.isoformat(),
    }
    changed = connection.execute(_touching(cadences.c.rep_id == event.rep_id).values(values))
    if changed.rowcount == 0:
        begun = {"session_by_hand": False, "session_over": True, "look_at": 0, "touched": 0}
        connection.execute(sa.insert(cadences).values(rep_id=event.rep_id, **values, **begun))


def keep_ended(connection: sa.Connection, envelope: Envelope, event: events.CadenceEnded) -> None:
    """What comes after it begins anew: it forgets which of its dates were over."""
    ended = {"version": envelope.streamversion, "ended": True, "after_on": None}
    connection.execute(_touching(cadences.c.rep_id == event.rep_id).values(ended))


def keep_planned(connection: sa.Connection, _envelope: Envelope, event: events.Scheduled) -> None:
    """A session that somebody planned has nothing to do with the rhythm."""
    if event.cadence_on is not None:
        planned = {"session_id": event.session_id, "session_over": False, **_placed(event)}
        connection.execute(_touching(cadences.c.rep_id == event.rep_id).values(planned))


def keep_moved(connection: sa.Connection, _envelope: Envelope, event: events.Rescheduled) -> None:
    connection.execute(_touching(_of(event)).values(_placed(event)))


def keep_over(
    connection: sa.Connection, _envelope: Envelope, event: events.Held | events.Missed | events.Cancelled
) -> None:
    """A date whose session has an outcome is over; one that was cancelled because the rhythm ended is not."""
    after_on = sa.case((cadences.c.ended, None), else_=cadences.c.session_on)
    connection.execute(_touching(_of(event)).values(session_over=True, after_on=after_on))


def touch_person(
    connection: sa.Connection,
    _envelope: Envelope,
    event: person_events.Joined
    | person_events.Changed
    | person_events.Left
    | person_events.AbsenceRecorded
    | person_events.AbsenceCancelled,
) -> None:
    connection.execute(_touching(cadences.c.rep_id == event.person_id))


def touch_team(connection: sa.Connection, _envelope: Envelope, event: team_events.Changed) -> None:
    members = sa.select(people.c.id).where(people.c.team_id == event.team_id)
    connection.execute(_touching(cadences.c.rep_id.in_(members)))


def _touching(condition: sa.ColumnElement[bool]) -> sa.Update:
    """Have these rhythms looked at now."""
    return sa.update(cadences).where(condition).values(look_at=0, touched=cadences.c.touched + 1)


def _of(event: events.Rescheduled | events.Held | events.Missed | events.Cancelled) -> sa.ColumnElement[bool]:
    return sa.and_(cadences.c.rep_id == event.rep_id, cadences.c.session_id == event.session_id)


def _placed(event: events.Scheduled | events.Rescheduled) -> dict[str, Any]:
    place = {"session_starts_at": micros(event.starts_at), "session_minutes": event.minutes}
    if event.cadence_on is None:
        return {**place, "session_by_hand": True}
    return {**place, "session_by_hand": False, "session_on": event.cadence_on.isoformat()}
