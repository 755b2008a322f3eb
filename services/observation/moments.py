"""When something happened, by the phone, and which day that was at the rep's site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from contracts.problems import INVALID, Problem
from services.eventlog.database import reading
from services.observation.directory import teams
from services.observation.directory.standings import standings
from services.observation.house import House

AHEAD = timedelta(minutes=5)
BACK = timedelta(days=60)
"""How far a phone's time may be from the server's (`contract.md`)."""


def moment(house: House, body: Mapping[str, Any], field: str = "occurred_at") -> datetime:
    """The phone's time, or now.

    Raises:
        Problem: 422, too far ahead or back.
    """
    now = house.clock()
    at: datetime = body.get(field) or now
    within_reach(at, now, BACK, field)
    return at


def within_reach(at: datetime, now: datetime, back: timedelta, field: str = "occurred_at") -> None:
    """
    Raises:
        Problem: 422, too far ahead or back.
    """
    if at > now + AHEAD:
        raise Problem(INVALID, errors={field: ["That is more than 5 minutes ahead of the server's clock."]})
    if at < now - back:
        raise Problem(INVALID, errors={field: [f"That is more than {back.days:,} days ago."]})


def day_at_site(house: House, rep_id: str, at: datetime) -> date:
    """The local date, where the rep worked at that instant."""
    with reading(house.engine) as connection:
        rep = standings(connection, [rep_id]).get(rep_id)
        team_id = rep.own_team_at(at) if rep else None
        team = teams.team(connection, team_id) if team_id else None
    return at.astimezone(team.zone).date() if team else at.date()
