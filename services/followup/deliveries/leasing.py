"""Taking what is due to one receiver, so that nobody else sends it: one delivery, or many as a digest.

What the alert has become meanwhile is looked at in the same transaction.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select, update

from contracts.instants import micros
from services.followup.channels.register import Registered, channel
from services.followup.deliveries.hindrances import PutOff, Withdrawn, hindrance, room_again_at
from services.followup.deliveries.unreached import CHANNEL_GONE, CHANNEL_OFF, move_on
from services.followup.readmodel import generations
from services.followup.tables.deliveries import deliveries
from services.followup.watch.alert_pages import several
from services.followup.watch.policy import AlertPolicy
from services.followup.watch.rules import rules_of

LEASE_SECONDS = 120.0
"""Longer than any attempt takes; a sender that died is taken for dead after it."""

DIGEST_MOST = 100

_WAITING = ("pending", "failed", "unknown")
_DIGESTS = uuid.UUID("b1f1c6a2-6f0d-5d0f-8f0e-3a6b8c7d9e10")


@dataclass(frozen=True, slots=True)
class Part:
    """One delivery of a message, with the alert as it is now; none for a test."""

    row: Row[Any]
    alert: Row[Any] | None


@dataclass(frozen=True, slots=True)
class Leased:
    """What is one sender's to send now."""

    message_id: str
    channel: Registered
    receiver: str
    parts: tuple[Part, ...]
    attempts: int


def reap(connection: Connection, now: datetime, now_system: float) -> None:
    """What a sender took and never told of may have been sent or not. It is sent again, as the same message."""
    row = deliveries.c
    lost = (row.state == "leased") & (row.leased_until_system < int(now_system * 1_000_000))
    connection.execute(update(deliveries).where(lost).values(state="unknown", next_at=micros(now), holder=None))


def is_anything_due(connection: Connection, now: datetime) -> bool:
    """Looked at first, so that an idle sender locks nothing."""
    row = deliveries.c
    due = select(row.id).where(row.state.in_(_WAITING), row.next_at <= micros(now)).limit(1)
    return connection.execute(due).first() is not None


def lease(connection: Connection, now: datetime, now_system: float, holder: str) -> Leased | bool:
    """The next message to send; or whether anything else was due, and is settled now."""
    first = connection.execute(_due(now).limit(1)).one_or_none()
    if first is None:
        return False
    listening = channel(connection, first.channel_id)
    rows = connection.execute(_with(first, now)).all()
    if listening is None or not listening.is_on:
        _settle(connection, rows, Withdrawn(CHANNEL_OFF if listening else CHANNEL_GONE))
        move_on(connection, rows, now)
        return True
    ready, policy = _ready(connection, rows, now)
    parts = _together(ready, policy)
    if not parts:
        return True
    if first.alert_id is not None and (
        again := room_again_at(connection, listening.id, first.receiver, policy.caps, now)
    ):
        _settle(connection, [part.row for part in ready], PutOff(again))
        return True
    return _take(connection, parts, listening, now_system, holder)


def _due(now: datetime) -> Select[Any]:
    row = deliveries.c
    query = select(deliveries).where(row.state.in_(_WAITING), row.next_at <= micros(now))
    return query.order_by(row.next_at, row.id).with_for_update(skip_locked=True)


def _with(first: Row[Any], now: datetime) -> Select[Any]:
    """What may go out with the first: what was tried with it before, or what waits for the same receiver."""
    row = deliveries.c
    query = _due(now).where(row.channel_id == first.channel_id, row.receiver == first.receiver)
    if first.message_id is not None:
        return query.where(row.message_id == first.message_id)
    if first.alert_id is None:
        return query.where(row.id == first.id)
    return query.where(row.message_id.is_(None), row.alert_id.is_not(None)).limit(DIGEST_MOST)


def _ready(connection: Connection, rows: Sequence[Row[Any]], now: datetime) -> tuple[list[Part], AlertPolicy]:
    """Those that may be sent now; the rest is settled. And the policy of the first."""
    generation = generations.live(connection)
    found = several(connection, generation, {row.alert_id for row in rows if row.alert_id is not None})
    alerts = {row.id: found.get(row.alert_id) for row in rows if row.alert_id is not None}
    rules = rules_of(connection, generation, {alert.team_id if alert else None for alert in alerts.values()} | {None})
    ready: list[Part] = []
    for row in rows:
        alert = alerts.get(row.id)
        why = row.alert_id and hindrance(connection, alert, row.level, rules[alert.team_id if alert else None], now)
        if why:
            _settle(connection, [row], why)
        else:
            ready.append(Part(row, alert))
    first = ready[0].alert if ready else None
    return ready, rules[first.team_id if first else None].policy


def _together(ready: Sequence[Part], policy: AlertPolicy) -> tuple[Part, ...]:
    """What becomes one message: what was one before, or enough for a digest, or the first alone."""
    if not ready:
        return ()
    if ready[0].row.message_id is not None or len(ready) >= policy.digest_from:
        return tuple(ready)
    return (ready[0],)


def _take(
    connection: Connection, parts: tuple[Part, ...], listening: Registered, now_system: float, holder: str
) -> Leased:
    rows = [part.row for part in parts]
    message_id = rows[0].message_id or _message_id([row.id for row in rows])
    attempts = max(row.attempts for row in rows) + 1
    connection.execute(
        update(deliveries)
        .where(deliveries.c.id.in_([row.id for row in rows]))
        .values(
            state="leased",
            attempts=attempts,
            message_id=message_id,
            holder=holder,
            leased_until_system=int((now_system + LEASE_SECONDS) * 1_000_000),
        )
    )
    return Leased(message_id, listening, rows[0].receiver, parts, attempts)


def _message_id(ids: Collection[str]) -> str:
    """One delivery alone is known by its own id."""
    return next(iter(ids)) if len(ids) == 1 else str(uuid.uuid5(_DIGESTS, " ".join(sorted(ids))))


def _settle(connection: Connection, rows: Iterable[Row[Any]], why: Withdrawn | PutOff) -> None:
    ids = [row.id for row in rows]
    match why:
        case Withdrawn(reason):
            values: dict[str, Any] = {"state": "withdrawn", "why": reason, "next_at": None}
        case PutOff(until):
            values = {"next_at": micros(until)}
    connection.execute(update(deliveries).where(deliveries.c.id.in_(ids)).values(**values))
