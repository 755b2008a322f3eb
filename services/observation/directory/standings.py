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
_NOTHING = sa.null()
_MEMBERSHIPS = sa.select(
    memberships.c.person_id,
    memberships.c.team_id,
    memberships.c.stands_in,
    memberships.c.since,
    memberships.c.until,
    sa.type_coerce(_NOTHING, sa.JSON).label("roles"),
    _NOTHING.label("left_on"),
).where(memberships.c.person_id.in_(_IDS))
_PEOPLE = sa.select(
    people.c.id, _NOTHING, _NOTHING, _NOTHING, _NOTHING, sa.type_coerce(people.c.roles, sa.JSON), people.c.left_on
).where(people.c.id.in_(_IDS))
_MANAGED = sa.select(
    teams.c.manager_id, teams.c.id, _NOTHING, _NOTHING, _NOTHING, sa.type_coerce(_NOTHING, sa.JSON), _NOTHING
).where(teams.c.manager_id.in_(_IDS))
_ALL = sa.union_all(_MEMBERSHIPS, _PEOPLE, _MANAGED)
"""Asked at once, since it is asked before every write: memberships have ``since``, people have ``roles``, and the rest
are teams with who manages them."""


def standings(connection: sa.Connection, person_ids: Collection[str]) -> dict[str, Standing]:
    """By person; those whom the directory does not know are missing. One statement."""
    of_person: dict[str, list[Membership]] = defaultdict(list)
    managed: dict[str, set[str]] = defaultdict(set)
    known = []
    for row in connection.execute(_ALL, {"ids": list(person_ids)}):
        if row.since is not None:
            of_person[row.person_id].append(_membership(row))
        elif row.roles is not None:
            known.append(row)
        else:
            managed[row.person_id].add(row.team_id)
    return {
        row.person_id: Standing(
            frozenset(row.roles), row.left_on, tuple(of_person[row.person_id]), frozenset(managed[row.person_id])
        )
        for row in known
    }


def _membership(row: Any) -> Membership:
    return Membership(row.team_id, bool(row.stands_in), row.since, row.until)
