"""Teams and their sites."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from contracts.workdays import UNKNOWN_SITE
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


def managed_by(connection: Connection, generation: Generation, person_id: str) -> frozenset[str]:
    """The teams a person manages."""
    row = generation.teams.c
    return frozenset(connection.execute(select(row.id).where(row.manager_id == person_id)).scalars())
