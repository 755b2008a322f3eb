"""The clock of the write side: it plans the next session of each rhythm, one rep a step.

A session's id is made of the rep, the version of the rhythm and the date: whoever plans it a second time, plans the
same. It has no words, so no key is needed for it.
"""

from __future__ import annotations

import hashlib
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection

from contracts.definition import Event
from contracts.due_day import Absence
from contracts.instants import from_micros
from contracts.sessions import Cancelled, Rescheduled, Scheduled
from contracts.workdays import UNKNOWN_SITE, Site
from services.eventlog.appending import Append, NewEvent, Receipt
from services.eventlog.database import reading, writing
from services.eventlog.errors import VersionConflict
from services.observation.directory import cadences, people, teams
from services.observation.house import House
from services.observation.rules.rhythm import Plan, Planned, Rhythm, Slot, plan

ACTOR = "svc:observation"
"""Who plans what nobody planned by hand."""

_NAMES = UUID("5d0c6a1e-7a53-5b1e-9f1c-2f6f0f3f9a10")


def is_anything_due(house: House, now: datetime) -> bool:
    """Whether a rhythm waits to be looked at: one look at an index."""
    with reading(house.engine) as connection:
        return cadences.first_due(connection, now) is not None


def plan_next_once(house: House, now: datetime) -> bool:
    """Look at the rhythm that has waited longest. Says whether there was one."""
    with reading(house.engine) as connection:
        rep_id = cadences.first_due(connection, now)
    if rep_id is not None:
        plan_for(house, rep_id, now)
    return rep_id is not None


def plan_for(house: House, rep_id: str, now: datetime) -> int:
    """Have the next session of a rep's rhythm be the one it asks for; harmless to repeat.

    Returns:
        The log's position after it; 0 where nothing had to be done, or somebody else did it.
    """
    with reading(house.engine) as connection:
        cadence = cadences.cadence(connection, rep_id)
        if cadence is None:
            return 0
        asked = _asked(connection, cadence, now)
    if asked.move == "nothing":
        with writing(house.engine) as connection:
            cadences.look_again(connection, rep_id, cadence.touched, asked.look_at)
        return 0
    try:
        return house.log.append(_append(house, cadence, asked, now)).last_position
    except VersionConflict:
        return 0


def site_of(connection: Connection, team_id: str | None) -> Site:
    """Where a team works, and when."""
    team = teams.team(connection, team_id) if team_id else None
    if team is None:
        return UNKNOWN_SITE
    holidays = frozenset(date.fromisoformat(day) for day in team.holidays)
    return Site(team.timezone, frozenset(team.working_days), holidays, team.country)


def _asked(connection: Connection, cadence: Any, now: datetime) -> Plan:
    rep = people.person(connection, cadence.rep_id)
    at = time.fromisoformat(cadence.at)
    rhythm = Rhythm(date.fromisoformat(cadence.first_on), cadence.every_weeks, at, cadence.minutes)
    return plan(
        None if cadence.ended else rhythm,
        site_of(connection, rep.team_id if rep else None),
        [Absence(*days) for days in cadences.absences_of(connection, cadence.rep_id)],
        _planned(cadence),
        _day(cadence.after_on),
        _day(rep.left_on) if rep else None,
        now,
    )


def _planned(cadence: Any) -> Planned | None:
    if cadence.session_id is None:
        return None
    starts_at = from_micros(cadence.session_starts_at)
    slot = Slot(date.fromisoformat(cadence.session_on), starts_at, cadence.session_minutes)
    return Planned(slot, cadence.session_by_hand, cadence.session_over)


def _append(house: House, cadence: Any, asked: Plan, now: datetime) -> Append:
    """Refused when the rhythm or the session is not as it was when it was looked at."""
    begins = asked.move == "schedule"
    session_id = _session_id(cadence, asked.slot) if begins and asked.slot else cadence.session_id
    event = _event(cadence, session_id, asked.slot, begins)
    event_id = house.new_id()
    new = NewEvent(event, id=event_id, time=now, partitionkey=cadence.rep_id, actor=ACTOR, correlationid=event_id)
    known = 0 if begins else len(house.log.read_stream(event.subject))
    return Append(
        [new],
        expect={event.subject: known, f"cadence/{cadence.rep_id}": cadence.version},
        receipt=_taken(event.subject) if begins else None,
        within=lambda connection: _settle(connection, cadence, asked),
    )


def _event(cadence: Any, session_id: str, slot: Slot | None, begins: bool) -> Event:
    about: dict[str, Any] = {"session_id": session_id, "rep_id": cadence.rep_id}
    if slot is None:
        return Cancelled(**about)
    when: dict[str, Any] = {"starts_at": slot.starts_at, "minutes": slot.minutes, "cadence_on": slot.cadence_on}
    if begins:
        return Scheduled(**about, supervisor_id=cadence.set_by, **when)
    return Rescheduled(**about, **when)


def _settle(connection: Connection, cadence: Any, asked: Plan) -> None:
    """In the append's transaction, in which the event has touched the rhythm once.

    Raises:
        VersionConflict: something else did, too, since it was looked at.
    """
    if not cadences.look_again(connection, cadence.rep_id, cadence.touched + 1, asked.look_at):
        raise VersionConflict(f"cadence/{cadence.rep_id}", cadence.version, cadence.version)


def _session_id(cadence: Any, slot: Slot) -> str:
    return str(uuid5(_NAMES, f"{cadence.rep_id}/{cadence.version}/{slot.cadence_on.isoformat()}"))


def _taken(subject: str) -> Receipt:
    """That nobody can plan another session under this id."""
    return Receipt(subject, hashlib.sha256(subject.encode()).digest(), b"")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
