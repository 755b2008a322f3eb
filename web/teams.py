"""The teams, and what time it is where they sit."""

from __future__ import annotations

from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from flask import g

from web.dates import LocalTime
from web.setting import setting
from web.visitor import visitor

Team = dict[str, Any]


def teams() -> dict[str, Team]:
    """Every team by its id; read once a request."""
    if "teams" not in g:
        g.teams = setting().observation.teams()
    known: dict[str, Team] = g.teams
    return known


def own_team() -> Team | None:
    """The visitor's team."""
    return teams().get(visitor().account.team_id or "")


def managed_teams() -> list[Team]:
    """The teams whose manager the visitor is, by name."""
    mine = [team for team in teams().values() if team.get("manager_id") == visitor().account.person_id]
    return sorted(mine, key=lambda team: str(team["name"]))


def local_time(team_id: str | None = None) -> LocalTime:
    """Now at the team's site; without a team at the visitor's, or where most teams are."""
    return LocalTime(setting().clock(), _zone(team_id or visitor().account.team_id))


def _zone(team_id: str | None) -> ZoneInfo:
    names = Counter(team["timezone"] for team in teams().values())
    team = teams().get(team_id or "")
    name = team["timezone"] if team else max(names, key=lambda zone: names[zone], default="UTC")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
