"""People as the read model knows them. Names stay in their boxes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from contracts.due_day import Absence
from contracts.instants import from_micros
from services.followup.readmodel.tables import Generation


@dataclass(frozen=True, slots=True)
class Person:
    """``gone_from`` is the local midnight that ends the last day of somebody who leaves."""

    id: str
    roles: frozenset[str]
    team_id: str | None
    also_team_ids: frozenset[str]
    level: str | None
    gone_from: datetime | None
    box: str | None
    joined_on: date | None = None

    def is_gone(self, now: datetime) -> bool:
        return self.gone_from is not None and self.gone_from <= now

    @property
    def team_ids(self) -> frozenset[str]:
        """The team a person is in, and those they stand in for."""
        return self.also_team_ids | ({self.team_id} if self.team_id else frozenset())


def person(connection: Connection, generation: Generation, person_id: str) -> Person | None:
    return people(connection, generation, [person_id]).get(person_id)


def people(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, Person]:
    """Those of these ids that are known."""
    table = generation.people
    return {row.id: _person(row) for row in connection.execute(select(table).where(table.c.id.in_(ids)))}


def members(connection: Connection, generation: Generation, team_ids: Collection[str], now: datetime) -> list[Person]:
    """Who is in these teams and has not left, by id."""
    table = generation.people
    query = select(table).where(table.c.team_id.in_(team_ids)).order_by(table.c.id)
    found = [_person(row) for row in connection.execute(query)]
    return [member for member in found if not member.is_gone(now)]


def absences_of(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, tuple[Absence, ...]]:
    """When these people are or were away; those who never were are missing."""
    row = generation.absences.c
    query = select(row.person_id, row.from_on, row.to_on).where(row.person_id.in_(ids), ~row.cancelled)
    away: dict[str, tuple[Absence, ...]] = {}
    for person_id, from_on, to_on in connection.execute(query.order_by(row.from_on, row.id)):
        absence = Absence(date.fromisoformat(from_on), date.fromisoformat(to_on))
        away[person_id] = (*away.get(person_id, ()), absence)
    return away


def with_role(connection: Connection, generation: Generation, role: str, now: datetime) -> list[Person]:
    """Everybody with a role who has not left, by id."""
    row = generation.people.c
    query = select(generation.people).where(row.roles.contains(role)).order_by(row.id)
    found = [_person(one) for one in connection.execute(query)]
    return [one for one in found if role in one.roles and not one.is_gone(now)]


def _person(row: Row[Any]) -> Person:
    return Person(
        id=row.id,
        roles=frozenset(row.roles.split()),
        team_id=row.team_id,
        also_team_ids=frozenset(row.also_team_ids.split()),
        level=row.level,
        gone_from=None if row.gone_from is None else from_micros(row.gone_from),
        box=row.box,
        joined_on=date.fromisoformat(row.joined_on) if row.joined_on else None,
    )
