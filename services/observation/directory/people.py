"""People and their teams over time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from contracts import people as events
from contracts.envelope import Envelope
from contracts.instants import micros
from contracts.sealing import Box
from services.observation.directory.tables import absences, memberships, people

SINCE_EVER = -(2**62)
"""The first team known of a person counts from the beginning (`contract.md`, tokens)."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the directory knows one; the name is in the box, bound to the event that brought it."""

    id: str
    roles: frozenset[str]
    team_id: str | None
    also_team_ids: tuple[str, ...]
    level: str | None
    joined_on: str | None
    left_on: str | None
    version: int
    event_id: str
    event_type: str
    box: Box


_PERSON = sa.select(people).where(people.c.id == sa.bindparam("id"))


def person(connection: sa.Connection, person_id: str) -> Person | None:
    row = connection.execute(_PERSON, {"id": person_id}).one_or_none()
    return _person(row) if row else None


def page(connection: sa.Connection, teams: Collection[str] | None, after: str, limit: int) -> list[Person]:
    """People by id; ``teams`` None is everybody."""
    query = sa.select(people).where(people.c.id > after).order_by(people.c.id).limit(limit)
    if teams is not None:
        query = query.where(people.c.team_id.in_(teams))
    return [_person(row) for row in connection.execute(query)]


def some(connection: sa.Connection, person_ids: Collection[str]) -> list[Person]:
    """Those of these ids whom the directory knows."""
    return [_person(row) for row in connection.execute(sa.select(people).where(people.c.id.in_(person_ids)))]


def having_role(connection: sa.Connection, role: events.Role, today: date) -> list[Person]:
    """Everybody with a role who has not left."""
    stays = sa.or_(people.c.left_on.is_(None), people.c.left_on >= today.isoformat())
    named_so = sa.cast(people.c.roles, sa.Text).contains(f'"{role}"')
    found = connection.execute(sa.select(people).where(named_so, stays))
    return [_person(row) for row in found]


def absence(connection: sa.Connection, person_id: str, absence_id: str) -> sa.Row[Any] | None:
    query = sa.select(absences).where(absences.c.person_id == person_id, absences.c.id == absence_id)
    return connection.execute(query).one_or_none()


def keep_described(connection: sa.Connection, envelope: Envelope, event: events.Joined | events.Changed) -> None:
    """Take a person's new state, and what it means for the teams. Who joins has not left."""
    if event.sealed is None:
        raise ValueError("a person without a name")
    values = {
        **({"left_on": None} if isinstance(event, events.Joined) else {}),
        "roles": sorted(event.roles),
        "team_id": event.team_id,
        "also_team_ids": sorted(event.also_team_ids),
        "level": event.level,
        "joined_on": _text(event.joined_on),
        "version": envelope.streamversion,
        "event_id": envelope.id,
        "event_type": envelope.type,
        "sealed_key": event.sealed.key,
        "sealed_box": event.sealed.box,
    }
    changed = connection.execute(sa.update(people).where(people.c.id == event.person_id).values(values))
    if changed.rowcount == 0:
        connection.execute(sa.insert(people).values(id=event.person_id, **values))
    _keep_memberships(connection, event, micros(envelope.time))


def _keep_memberships(connection: sa.Connection, event: events.Joined | events.Changed, at: int) -> None:
    wanted = {(team_id, True) for team_id in event.also_team_ids if team_id != event.team_id}
    if event.team_id is not None:
        wanted.add((event.team_id, False))
    of_person = memberships.c.person_id == event.person_id
    known = connection.execute(sa.select(memberships).where(of_person)).all()
    present = {(row.team_id, row.stands_in): row.since for row in known if row.until is None}
    since = at if known else SINCE_EVER
    for team_id, stands_in in present.keys() - wanted:
        ended = sa.update(memberships).where(
            of_person,
            memberships.c.team_id == team_id,
            memberships.c.stands_in == stands_in,
            memberships.c.until.is_(None),
        )
        connection.execute(ended.values(until=max(at, present[team_id, stands_in])))
    for team_id, stands_in in wanted - present.keys():
        row = {"person_id": event.person_id, "team_id": team_id, "since": since, "stands_in": stands_in}
        connection.execute(
            sa.delete(memberships).where(of_person, memberships.c.team_id == team_id, memberships.c.since == since)
        )
        connection.execute(sa.insert(memberships).values(row))


def keep_left(connection: sa.Connection, envelope: Envelope, event: events.Left) -> None:
    change = sa.update(people).where(people.c.id == event.person_id)
    connection.execute(change.values(left_on=event.left_on.isoformat(), version=envelope.streamversion))


def keep_absence(connection: sa.Connection, envelope: Envelope, event: events.AbsenceRecorded) -> None:
    days = {"from_on": event.from_on.isoformat(), "to_on": event.to_on.isoformat()}
    known = sa.update(absences).where(absences.c.person_id == event.person_id, absences.c.id == event.absence_id)
    if connection.execute(known.values(days)).rowcount == 0:
        connection.execute(sa.insert(absences).values(person_id=event.person_id, id=event.absence_id, **days))
    _keep_version(connection, envelope, event.person_id)


def forget_absence(connection: sa.Connection, envelope: Envelope, event: events.AbsenceCancelled) -> None:
    gone = sa.delete(absences).where(absences.c.person_id == event.person_id, absences.c.id == event.absence_id)
    connection.execute(gone)
    _keep_version(connection, envelope, event.person_id)


def _keep_version(connection: sa.Connection, envelope: Envelope, person_id: str) -> None:
    connection.execute(sa.update(people).where(people.c.id == person_id).values(version=envelope.streamversion))


def _person(row: sa.Row[Any]) -> Person:
    return Person(
        id=row.id,
        roles=frozenset(row.roles),
        team_id=row.team_id,
        also_team_ids=tuple(row.also_team_ids),
        level=row.level,
        joined_on=row.joined_on,
        left_on=row.left_on,
        version=row.version,
        event_id=row.event_id,
        event_type=row.event_type,
        box=Box(row.sealed_key, row.sealed_box),
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
