"""The list of referrals follows the counselling log in the log's own transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from contracts.envelope import Envelope
from contracts.events import COUNSELLING_EVENTS
from contracts.instants import micros
from contracts.referrals import Closed, Sent, Taken
from services.observation.counselling.tables import referrals


def keep(connection: sa.Connection, envelopes: Sequence[Envelope]) -> None:
    """Apply what was just appended; the log calls it before it commits."""
    for envelope in envelopes:
        _KEPT[envelope.type](connection, envelope, COUNSELLING_EVENTS[envelope.type].from_data(envelope.data))


def _keep_sent(connection: sa.Connection, envelope: Envelope, event: Sent) -> None:
    if event.sealed is None:
        raise ValueError("a referral without a reason")
    row = {
        "id": event.referral_id,
        "rep_id": event.rep_id,
        "state": "sent",
        "sent_by": event.sent_by,
        "sent_at": micros(envelope.time),
        "sent_event": envelope.id,
        "reason_key": event.sealed.key,
        "reason_box": event.sealed.box,
    }
    connection.execute(sa.insert(referrals).values(row))


def _keep_taken(connection: sa.Connection, envelope: Envelope, event: Taken) -> None:
    taken = {"state": "taken", "taken_by": event.taken_by, "taken_at": micros(envelope.time)}
    connection.execute(sa.update(referrals).where(referrals.c.id == event.referral_id).values(taken))


def _keep_closed(connection: sa.Connection, envelope: Envelope, event: Closed) -> None:
    closed = {
        "state": "closed",
        "closed_by": event.closed_by,
        "closed_at": micros(envelope.time),
        "closed_event": envelope.id,
        "text_key": event.sealed.key if event.sealed else None,
        "text_box": event.sealed.box if event.sealed else None,
    }
    connection.execute(sa.update(referrals).where(referrals.c.id == event.referral_id).values(closed))


_KEPT: dict[str, Callable[[sa.Connection, Envelope, Any], None]] = {
    Sent.TYPE: _keep_sent,
    Taken.TYPE: _keep_taken,
    Closed.TYPE: _keep_closed,
}
