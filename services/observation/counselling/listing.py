"""Which referrals somebody may know of, the newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from contracts.instants import from_micros, micros
from contracts.referrals import Closed, Sent
from contracts.sealing import Box, DataKey, unseal
from services.observation.counselling.tables import referrals


@dataclass(frozen=True, slots=True)
class Words:
    """A text in its box, with what the box is bound to."""

    event_id: str
    event_type: str
    name: str
    box: Box

    def open(self, key: DataKey | None) -> str | None:
        """None where the person was erased."""
        return unseal(key.secret, self.event_id, self.event_type, self.box)[self.name] if key else None


@dataclass(frozen=True, slots=True)
class Kept:
    """A referral as the list has it."""

    id: str
    rep_id: str
    state: str
    sent_by: str
    sent_at: datetime
    reason: Words
    taken_by: str | None
    taken_at: datetime | None
    closed_by: str | None
    closed_at: datetime | None
    text: Words | None


Before = tuple[int, str]
"""Where the page before ended: when it was sent, in microseconds, and its id."""


def place_of(kept: Kept) -> Before:
    return micros(kept.sent_at), kept.id


def page(
    connection: sa.Connection, concerning: str | None, state: str | None, before: Before | None, limit: int
) -> list[Kept]:
    """
    Args:
        concerning: only what this person sent, or what is about them; None is everything.
        state: only those in this state.
    """
    query = sa.select(referrals).order_by(referrals.c.sent_at.desc(), referrals.c.id.desc()).limit(limit)
    if concerning is not None:
        query = query.where(sa.or_(referrals.c.rep_id == concerning, referrals.c.sent_by == concerning))
    if state is not None:
        query = query.where(referrals.c.state == state)
    if before is not None:
        query = query.where(sa.tuple_(referrals.c.sent_at, referrals.c.id) < sa.tuple_(*map(sa.literal, before)))
    return _kept(connection.execute(query).all())


def _kept(rows: Sequence[Any]) -> list[Kept]:
    return [
        Kept(
            id=row.id,
            rep_id=row.rep_id,
            state=row.state,
            sent_by=row.sent_by,
            sent_at=from_micros(row.sent_at),
            reason=Words(row.sent_event, Sent.TYPE, "reason", Box(row.reason_key, row.reason_box)),
            taken_by=row.taken_by,
            taken_at=_instant(row.taken_at),
            closed_by=row.closed_by,
            closed_at=_instant(row.closed_at),
            text=Words(row.closed_event, Closed.TYPE, "text", Box(row.text_key, row.text_box))
            if row.text_box
            else None,
        )
        for row in rows
    ]


def _instant(kept: int | None) -> datetime | None:
    return from_micros(kept) if kept is not None else None
