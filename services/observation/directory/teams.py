"""Teams and their sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from contracts import teams as events
from contracts.envelope import Envelope
from services.observation.directory.tables import teams


@dataclass(frozen=True, slots=True)
class Team:
    id: str
    name: str
    site: str
    timezone: str
    working_days: tuple[int, ...]
    holidays: tuple[str, ...]
    country: str | None
    manager_id: str | None
    version: int

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


_TEAM = sa.select(teams).where(teams.c.id == sa.bindparam("id"))


def team(connection: sa.Connection, team_id: str) -> Team | None:
    row = connection.execute(_TEAM, {"id": team_id}).one_or_none()
    return _team(row) if row else None


def page(connection: sa.Connection, after: str, limit: int) -> list[Team]:
    """Teams by id."""
    query = sa.select(teams).where(teams.c.id > after).order_by(teams.c.id).limit(limit)
    return [_team(row) for row in connection.execute(query)]


def keep(connection: sa.Connection, envelope: Envelope, event: events.Formed | events.Changed) -> None:
    values = {
        "name": event.name,
        "site": event.site,
        "timezone": event.timezone,
        "working_days": sorted(event.working_days),
        "holidays": sorted(day.isoformat() for day in event.holidays),
        "country": event.country,
        "manager_id": event.manager_id,
        "version": envelope.streamversion,
    }
    if connection.execute(sa.update(teams).where(teams.c.id == event.team_id).values(values)).rowcount == 0:
        connection.execute(sa.insert(teams).values(id=event.team_id, **values))


def _team(row: sa.Row[Any]) -> Team:
    return Team(
        id=row.id,
        name=row.name,
        site=row.site,
        timezone=row.timezone,
        working_days=tuple(row.working_days),
        holidays=tuple(row.holidays),
        country=row.country,
        manager_id=row.manager_id,
        version=row.version,
    )
