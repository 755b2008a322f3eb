"""What a person is: roles, teams over time, teams they manage. Everything the policy's facts are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from contracts.instants import micros
from services.observation.directory.tables import memberships, people, teams


@dataclass(frozen=True, slots=True)
class Membership:
    """``since`` included, ``until`` excluded, in microseconds; None while it lasts."""

    team_id: str
    stands_in: bool
    since: int
    until: int | None

    def lasts_at(self, then: int) -> bool:
        return self.since <= then and (self.until is None or then < self.until)


@dataclass(frozen=True, slots=True)
class Standing:
    """``left_on`` is the last day, ISO 8601."""

    roles: frozenset[str]
    left_on: str | None
    memberships: tuple[Membership, ...]
    manages: frozenset[str]

    def teams_at(self, at: datetime) -> frozenset[str]:
        """The teams the person was in, or stood in for."""
        then = micros(at)
        return frozenset(one.team_id for one in self.memberships if one.lasts_at(then))

    def own_team_at(self, at: datetime) -> str | None:
        """The team the person belonged to; one only stood in for does not count."""
        then = micros(at)
        return next((one.team_id for one in self.memberships if not one.stands_in and one.lasts_at(then)), None)

    @property
    def own_team_now(self) -> str | None:
        return next((one.team_id for one in self.memberships if not one.stands_in and one.until is None), None)

    @property
    def teams_now(self) -> frozenset[str]:
        """The teams the person is in, stands in for or manages."""
        return self.manages | {one.team_id for one in self.memberships if one.until is None}


_IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
_PEOPLE = sa.select(people.c.id, people.c.roles, people.c.left_on).where(people.c.id.in_(_IDS))
_MEMBERSHIPS = sa.select(memberships).where(memberships.c.person_id.in_(_IDS))
_MANAGED = sa.select(teams.c.manager_id, teams.c.id).where(teams.c.manager_id.in_(_IDS))


def standings(connection: sa.Connection, person_ids: Collection[str]) -> dict[str, Standing]:
    """By person; those whom the directory does not know are missing."""
    ids = {"ids": list(person_ids)}
    of_person: dict[str, list[Membership]] = defaultdict(list)
    for row in connection.execute(_MEMBERSHIPS, ids):
        of_person[row.person_id].append(_membership(row))
    managed: dict[str, set[str]] = defaultdict(set)
    for manager_id, team_id in connection.execute(_MANAGED, ids):
        managed[manager_id].add(team_id)
    return {
        row.id: Standing(frozenset(row.roles), row.left_on, tuple(of_person[row.id]), frozenset(managed[row.id]))
        for row in connection.execute(_PEOPLE, ids)
    }


def _membership(row: Any) -> Membership:
    return Membership(row.team_id, row.stands_in, row.since, row.until)
