"""The SQL of one batch: lock the head, read what concerns the batch, store it. The same for every database; a
server is asked in fewer round trips (`one_go`)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from services.eventlog import one_go
from services.eventlog.appending import Receipt
from services.eventlog.past import Past
from services.eventlog.tables import HEAD_ID, events, log_head, receipts

_NAMES_PER_QUERY = 500
"""Databases limit the parameters of one statement."""

# Built once: on this path building a statement would cost as much as running it.
_LOCK_HEAD = select(log_head.c.position, log_head.c.recorded).where(log_head.c.id == HEAD_ID).with_for_update()
_VERSIONS = (
    select(events.c.subject, func.max(events.c.streamversion))
    .where(events.c.subject.in_(bindparam("names", expanding=True)))
    .group_by(events.c.subject)
)
_RECEIPTS = select(receipts).where(receipts.c.key.in_(bindparam("names", expanding=True)))
_INSERT_EVENTS = insert(events)
_INSERT_RECEIPTS = insert(receipts)
_MOVE_HEAD = update(log_head).where(log_head.c.id == HEAD_ID)


def lock_past(connection: Connection, streams: Collection[str], keys: Collection[str]) -> Past | None:
    """Lock the head until the transaction ends, then read what concerns the streams and the receipts' keys.
    None where the log has no head, since its tables were not migrated."""
    if connection.dialect.name == "postgresql":
        return one_go.lock_past(connection, streams, keys)
    head = connection.execute(_LOCK_HEAD).first()
    if head is None:
        return None
    versions: dict[str, int] = {}
    for names in _portions(streams):
        versions.update((subject, version) for subject, version in connection.execute(_VERSIONS, {"names": names}))
    filed = [row for names in _portions(keys) for row in connection.execute(_RECEIPTS, {"names": names})]
    receipts_filed = [Receipt(row.key, row.digest, row.answer, row.position) for row in filed]
    return Past(head.position, head.recorded, versions, receipts_filed)


def store(connection: Connection, rows: Sequence[Mapping[str, Any]], filed: Sequence[Mapping[str, Any]]) -> None:
    """Insert events and receipts, and move the head to the last event.

    Raises:
        IntegrityError: the id of one of the events is used already.
    """
    if connection.dialect.name == "postgresql":
        return one_go.store(connection, rows, filed)
    if rows:
        connection.execute(_INSERT_EVENTS, rows)
        connection.execute(_MOVE_HEAD, {"position": rows[-1]["position"], "recorded": rows[-1]["recorded"]})
    if filed:
        connection.execute(_INSERT_RECEIPTS, filed)
    return None


def _portions(names: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(names)
    for start in range(0, len(ordered), _NAMES_PER_QUERY):
        yield ordered[start : start + _NAMES_PER_QUERY]
