"""Teams and their sites."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from contracts.workdays import UNKNOWN_SITE, Site
from services.followup.readmodel.tables import Generation


@dataclass(frozen=True, slots=True)
class Team:
    id: str
    name: str
    site: str
    timezone: str

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def teams(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, Team]:
    """Those of these ids that are known."""
    row = generation.teams.c
    query = select(row.id, row.name, row.site, row.timezone).where(row.id.in_(ids))
    return {found.id: Team(*found) for found in connection.execute(query)}


def zone_of(team: Team | None) -> ZoneInfo:
    """The zone whose days count for somebody in this team."""
    return team.zone if team else UNKNOWN_SITE.zone


def sites(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, Site]:
    """Where those of these teams work that are known."""
    row = generation.teams.c
    query = select(row.id, row.timezone, row.working_days, row.holidays, row.country).where(row.id.in_(ids))
    return {found[0]: _site(*found[1:]) for found in connection.execute(query)}


@lru_cache(maxsize=1_024)
def _site(timezone: str, working_days: str, holidays: str, country: str | None) -> Site:
    closed = frozenset(date.fromisoformat(day) for day in holidays.split())
    return Site(timezone, frozenset(int(day) for day in working_days.split()), closed, country)


def managers_of(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, str]:
    """Who manages these teams, those that have somebody; it may be a person not yet known."""
    row = generation.teams.c
    query = select(row.id, row.manager_id).where(row.id.in_(ids), row.manager_id.is_not(None))
    return {found.id: found.manager_id for found in connection.execute(query)}


def managed_by(connection: Connection, generation: Generation, person_id: str) -> frozenset[str]:
    """The teams a person manages."""
    row = generation.teams.c
    return frozenset(connection.execute(select(row.id).where(row.manager_id == person_id)).scalars())


def timezones_of(connection: Connection, generation: Generation, person_ids: Collection[str]) -> dict[str, str | None]:
    """The zone of the site of each of these people who is known; None for somebody without a team."""
    if not person_ids:
        return {}
    person, team = generation.people.c, generation.teams.c
    beside = generation.people.outerjoin(generation.teams, person.team_id == team.id)
    query = select(person.id, team.timezone).select_from(beside).where(person.id.in_(person_ids))
    return {row.id: row.timezone for row in connection.execute(query)}
