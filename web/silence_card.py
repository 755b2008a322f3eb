"""One silence as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contracts.instants import parse_instant
from web.teams import teams


@dataclass(frozen=True, slots=True)
class Silence:
    """``reason`` is empty where it cannot be shown."""

    id: str
    team_id: str
    team: str
    start: datetime
    until: datetime
    reason: str


def read_silence(wire: Mapping[str, Any]) -> Silence:
    team = teams().get(wire["team_id"], {})
    return Silence(
        id=wire["id"],
        team_id=wire["team_id"],
        team=team.get("name") or "",
        start=parse_instant(wire["from"]),
        until=parse_instant(wire["until"]),
        reason=wire.get("reason") or "",
    )
