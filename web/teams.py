"""The teams, and what time it is where they sit."""

from __future__ import annotations

from collections import Counter
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import get_timezone_location
from flask import Flask, g

from web.dates import LocalTime
from web.languages import locale
from web.setting import setting
from web.unmeasured import is_unmeasured
from web.visitor import is_signed_in, visitor

Team = dict[str, Any]


def init_app(app: Flask) -> None:
    app.jinja_env.globals["clock_place"] = clock_place


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


def clock_place() -> str:
    """The town by whose clock a page tells the time to somebody who is at no site; empty for everybody else.

    It is asked for, so pages of which nothing is left behind do not say it.
    """
    if not is_signed_in() or visitor().account.team_id or is_unmeasured():
        return ""
    return str(get_timezone_location(_zone(None).key, locale=locale(), return_city=True))


def _zone(team_id: str | None) -> ZoneInfo:
    names = Counter(team["timezone"] for team in teams().values())
    team = teams().get(team_id or "")
    name = team["timezone"] if team else max(names, key=lambda zone: names[zone], default="UTC")
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
