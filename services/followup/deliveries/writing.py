"""What a message tells of each alert in it, as things are when it is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from contracts.instants import from_micros
from services.followup.channels.message import Notice
from services.followup.deliveries.leasing import Part
from services.followup.readmodel import generations
from services.followup.readmodel.teams import Team, teams, zone_of

_PAGES = {"owing": "/", "supervisors": "/due", "manager": "/team", "ops": "/ops/alerts"}
"""Where whoever is told as this finds it."""


def notices(connection: Connection, parts: Sequence[Part], origin: str) -> tuple[Notice, ...]:
    """One for each alert of the message; none for a test."""
    team_ids = {part.alert.team_id for part in parts if part.alert is not None and part.alert.team_id}
    known = teams(connection, generations.live(connection), team_ids)
    return tuple(_notice(part.row, part.alert, known, origin) for part in parts if part.alert is not None)


def _notice(row: Row[Any], alert: Row[Any], known: Mapping[str, Team], origin: str) -> Notice:
    team = known.get(alert.team_id or "")
    began_at = from_micros(alert.began_at)
    return Notice(
        alert_id=alert.id,
        level=row.level,
        reason=alert.reason,
        team_id=alert.team_id,
        team=team.name if team else None,
        rep_id=alert.rep_id,
        began_at=began_at,
        due=alert.due_day or began_at.astimezone(zone_of(team)).date().isoformat(),
        link=f"{origin}{_PAGES.get(row.audience or 'ops', '/')}",
    )
