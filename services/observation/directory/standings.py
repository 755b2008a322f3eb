"""What a person is: roles, teams over time, teams they manage. Everything the policy's facts are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import orjson
import sqlalchemy as sa

from contracts.instants import micros
from services.eventlog.direct import Question, ask
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


_NOTHING = sa.null()
_NO_ROLES = sa.type_coerce(_NOTHING, sa.JSON)


def _about(ids: Sequence[sa.BindParameter[Any]] | sa.BindParameter[Any]) -> sa.CompoundSelect[Any]:
    """Asked at once, since it is asked before every write: memberships have ``since``, people have ``roles``, and the
    rest are teams with who manages them."""
    one = memberships.c
    return sa.union_all(
        sa.select(
            one.person_id, one.team_id, one.stands_in, one.since, one.until, _NO_ROLES.label("roles"), _NOTHING
        ).where(one.person_id.in_(ids)),
        sa.select(
            people.c.id,
            _NOTHING,
            _NOTHING,
            _NOTHING,
            _NOTHING,
            sa.type_coerce(people.c.roles, sa.JSON),
            people.c.left_on,
        ).where(people.c.id.in_(ids)),
        sa.select(teams.c.manager_id, teams.c.id, _NOTHING, _NOTHING, _NOTHING, _NO_ROLES, _NOTHING).where(
            teams.c.manager_id.in_(ids)
        ),
    )


_ABOUT_ANY = _about(sa.bindparam("ids", expanding=True))


def standings(connection: sa.Connection, person_ids: Collection[str]) -> dict[str, Standing]:
    """By person; those whom the directory does not know are missing. One statement."""
    return _standings(connection.execute(_ABOUT_ANY, {"ids": list(person_ids)}))


def standings_now(engine: sa.Engine, person_ids: Collection[str]) -> dict[str, Standing]:
    """As `standings`, outside of any transaction, for those who need nothing else.

    Raises:
        LogUnavailable: the database cannot be asked.
    """
    ids = {f"id_{number}": person_id for number, person_id in enumerate(person_ids)}
    return _standings(ask(engine, _question(len(ids)), ids))


@cache
def _question(people_asked: int) -> Question:
    return Question(_about([sa.bindparam(f"id_{number}") for number in range(people_asked)]))


def _standings(rows: Iterable[Any]) -> dict[str, Standing]:
    of_person: dict[str, list[Membership]] = defaultdict(list)
    managed: dict[str, set[str]] = defaultdict(set)
    known = []
    for person_id, team_id, stands_in, since, until, roles, left_on in rows:
        if since is not None:
            of_person[person_id].append(Membership(team_id, bool(stands_in), since, until))
        elif roles is not None:
            # The driver of a file leaves JSON as it is written.
            known.append((person_id, orjson.loads(roles) if isinstance(roles, str) else roles, left_on))
        else:
            managed[person_id].add(team_id)
    return {
        person_id: Standing(frozenset(roles), left_on, tuple(of_person[person_id]), frozenset(managed[person_id]))
        for person_id, roles, left_on in known
    }
