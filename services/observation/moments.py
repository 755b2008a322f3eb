"""When something happened, by the phone, and which day that was at the rep's site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from services.eventlog.database import reading
from services.http.moments import phone_time
from services.observation.directory import teams
from services.observation.directory.standings import standings
from services.observation.house import House


def moment(house: House, body: Mapping[str, Any], field: str = "occurred_at") -> datetime:
    """The phone's time, or now.

    Raises:
        Problem: 422, too far ahead or back.
    """
    return phone_time(house.clock(), body, field)


def has_left(house: House, person_id: str, left_on: str | None, at: datetime) -> bool:
    """Whether somebody's last day (ISO 8601) was over at an instant, where they worked."""
    return left_on is not None and left_on < day_at_site(house, person_id, at).isoformat()


def day_at_site(house: House, rep_id: str, at: datetime) -> date:
    """The local date, where the rep worked at that instant."""
    with reading(house.engine) as connection:
        rep = standings(connection, [rep_id]).get(rep_id)
        team_id = rep.own_team_at(at) if rep else None
        team = teams.team(connection, team_id) if team_id else None
    return at.astimezone(team.zone).date() if team else at.date()
