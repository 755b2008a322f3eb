"""Alerts as ops reads them: by team, then by who owes; days and names, never words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from contracts.instants import parse_instant
from web.pledge import day_of, instant_of, known

REASONS = ("supervisor_owes", "rep_owes", "unconfirmed", "session_missed", "not_seen")
"""In the order in which they are shown."""

TOP_LEVEL = 3
"""The level at which an alert is with operations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """``owing_role`` and ``owing`` say whose turn it is; names are empty where they cannot be shown."""

    id: str
    reason: str
    state: str
    level: int
    owing_role: str
    owing: str
    rep_id: str
    rep: str
    team_id: str
    team: str
    began_at: datetime
    raised_at: datetime | None
    due_day: date | None
    acknowledged_until: datetime | None
    snoozed_until: datetime | None

    @property
    def is_resolved(self) -> bool:
        return self.state == "resolved"

    @property
    def is_with_ops(self) -> bool:
        return self.level >= TOP_LEVEL


@dataclass(frozen=True, slots=True)
class Group:
    """The alerts of one team, by reason."""

    team_id: str
    team: str
    by_reason: list[tuple[str, list[Alert]]]

    @property
    def size(self) -> int:
        return sum(len(alerts) for _, alerts in self.by_reason)


def read_alert(wire: Mapping[str, Any]) -> Alert:
    return Alert(
        id=wire["id"],
        reason=wire["reason"],
        state=wire["state"],
        level=int(wire.get("level") or 0),
        owing_role=wire.get("owed_by") or "",
        owing=(wire.get("owing") or {}).get("name") or "",
        rep_id=wire.get("rep_id") or "",
        rep=known(wire.get("rep_name")),
        team_id=wire.get("team_id") or "",
        team=wire.get("team_name") or "",
        began_at=parse_instant(wire["began_at"]),
        raised_at=instant_of(wire.get("raised_at")),
        due_day=day_of(wire.get("due_day")),
        acknowledged_until=instant_of(wire.get("acknowledged_until")),
        snoozed_until=instant_of(wire.get("snoozed_until")),
    )


def group_alerts(alerts: Iterable[Alert]) -> list[Group]:
    """Teams with the most climbed alerts first; within one the oldest first."""
    by_team: dict[str, list[Alert]] = {}
    for alert in sorted(alerts, key=lambda alert: (-alert.level, alert.began_at)):
        if not alert.is_resolved:
            by_team.setdefault(alert.team_id, []).append(alert)
    groups = [Group(team_id, mine[0].team, _by_reason(mine)) for team_id, mine in by_team.items()]
    return sorted(groups, key=lambda group: (-_highest(group), group.team))


def _by_reason(alerts: list[Alert]) -> list[tuple[str, list[Alert]]]:
    known = [(reason, [alert for alert in alerts if alert.reason == reason]) for reason in REASONS]
    return [(reason, mine) for reason, mine in known if mine]


def _highest(group: Group) -> int:
    return max(alert.level for _, alerts in group.by_reason for alert in alerts)
