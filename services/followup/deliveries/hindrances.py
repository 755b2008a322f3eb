"""What keeps a planned delivery from being sent now: it is not wanted any more, or has to wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, select

from contracts.instants import from_micros, micros
from services.followup.deliveries.quiet import quiet_until
from services.followup.tables.deliveries import deliveries
from services.followup.watch.policy import Caps
from services.followup.watch.rules import Rules
from services.followup.watch.silences import silenced_until


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Nobody needs to be told any more."""

    why: str


@dataclass(frozen=True, slots=True)
class PutOff:
    """Not before then."""

    until: datetime


def hindrance(
    connection: Connection, alert: Row[Any] | None, level: int, rules: Rules, now: datetime
) -> Withdrawn | PutOff | None:
    """What the alert itself, its team and the hour say of telling this level.

    Who has it in hand knows of the level it was at then; what it came to meanwhile is told when that is over.
    """
    if alert is None or alert.state == "resolved":
        return Withdrawn("nothing is late any more")
    in_hand = alert.acknowledged_until if (alert.acknowledged_until or 0) > micros(now) else None
    if in_hand is not None and (alert.acknowledged_level is None or level <= alert.acknowledged_level):
        return Withdrawn("somebody has it in hand")
    waits = [
        from_micros(in_hand) if in_hand is not None else None,
        from_micros(alert.snoozed_until) if alert.snoozed_until is not None else None,
        silenced_until(connection, alert.team_id, now) if alert.team_id else None,
        quiet_until(rules.policy.quiet, rules.site.zone, now),
    ]
    until = max((wait for wait in waits if wait is not None), default=now)
    return PutOff(until) if until > now else None


def room_again_at(connection: Connection, channel_id: str, receiver: str, caps: Caps, now: datetime) -> datetime | None:
    """When there is room for another message to this receiver; None if there is now."""
    spans = ((timedelta(hours=1), caps.per_hour), (timedelta(days=1), caps.per_day))
    again = (_full_until(connection, channel_id, receiver, span, most, now) for span, most in spans)
    return max((at for at in again if at is not None), default=None)


def _full_until(
    connection: Connection, channel_id: str, receiver: str, span: timedelta, most: int, now: datetime
) -> datetime | None:
    row = deliveries.c
    to_them = (row.channel_id == channel_id) & (row.receiver == receiver) & (row.sent_at > micros(now - span))
    sent = select(func.min(row.sent_at).label("at")).where(to_them).group_by(row.message_id)
    times = sorted(connection.execute(sent).scalars())
    return from_micros(times[-most]) + span if len(times) >= most else None
