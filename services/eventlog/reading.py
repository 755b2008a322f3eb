"""What is read from a log."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, select

from contracts.envelope import Envelope
from services.eventlog.appending import Receipt
from services.eventlog.tables import HEAD_ID, events, log_head, receipts

_NAMES_PER_QUERY = 500


def read_head(connection: Connection) -> int:
    """Position of the last event, 0 when there is none."""
    return connection.execute(select(log_head.c.position).where(log_head.c.id == HEAD_ID)).scalar() or 0


def read_bodies(connection: Connection, after: int, limit: int) -> list[bytes]:
    """Up to ``limit`` events as JSON, in the order of their positions, from the one that follows ``after``."""
    following = select(events.c.body).where(events.c.position > after).order_by(events.c.position).limit(limit)
    return list(connection.execute(following).scalars())


def read_stream(connection: Connection, subject: str) -> list[Envelope]:
    """Every event of one stream, oldest first."""
    stream = select(events.c.body).where(events.c.subject == subject).order_by(events.c.streamversion)
    return [Envelope.from_json(body) for body in connection.execute(stream).scalars()]


def read_beginnings(connection: Connection, subjects: Sequence[str]) -> dict[str, Envelope]:
    """The first event of each of these streams that has begun."""
    first = select(events.c.subject, events.c.body).where(
        events.c.subject.in_(bindparam("names", expanding=True)), events.c.streamversion == 1
    )
    portions = (subjects[start : start + _NAMES_PER_QUERY] for start in range(0, len(subjects), _NAMES_PER_QUERY))
    found = (row for names in portions for row in connection.execute(first, {"names": names}))
    return {row.subject: Envelope.from_json(row.body) for row in found}


def read_receipt(connection: Connection, key: str) -> Receipt | None:
    row = connection.execute(select(receipts).where(receipts.c.key == key)).first()
    return Receipt(row.key, row.digest, row.answer, row.position) if row else None
