"""What a file of SQLite is asked, as plain text: there is no journey to it, and so what a statement costs is what it
takes to build. The same words go through SQLAlchemy's connection and through the driver's own."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import Table

from services.eventlog.appending import Receipt
from services.eventlog.entries import Entries
from services.eventlog.past import Past
from services.eventlog.tables import HEAD_ID, events, log_head, receipts

Execute = Callable[[str, tuple[Any, ...]], Any]
"""Has one statement executed, and gives the driver's cursor or what is like it."""

ExecuteMany = Callable[[str, list[tuple[Any, ...]]], Any]
"""Has one statement executed for each of the rows."""


def read_past(execute: Execute, streams: Collection[str], keys: Collection[str]) -> Past | None:
    """What concerns the streams and the receipts' keys, in a transaction that has the file's one write lock already.
    None where the log has no head."""
    head = execute(_HEAD, (HEAD_ID,)).fetchone()
    if head is None:
        return None
    versions = {stream: execute(_VERSION, (stream,)).fetchone()[0] for stream in streams}
    filed = [found for key in keys if (found := execute(_RECEIPT, (key,)).fetchone())]
    known = {stream: version for stream, version in versions.items() if version is not None}
    return Past(head[0], head[1], known, [Receipt(*found) for found in filed])


def store(execute: Execute, execute_many: ExecuteMany, entries: Entries) -> None:
    """Insert events and receipts, and move the head to the last event."""
    if entries.events:
        execute_many(_INSERT_EVENTS, entries.events)
        execute(_MOVE_HEAD, (*entries.head, HEAD_ID))
    if entries.receipts:
        execute_many(_INSERT_RECEIPTS, entries.receipts)


def _insert(table: Table) -> str:
    names = ", ".join(column.name for column in table.columns)
    return f"INSERT INTO {table.name} ({names}) VALUES ({', '.join('?' for _ in table.columns)})"  # noqa: S608 - our own names alone


_HEAD = f"SELECT position, recorded FROM {log_head.name} WHERE id = ?"  # noqa: S608 - our own names alone
_VERSION = f"SELECT max(streamversion) FROM {events.name} WHERE subject = ?"  # noqa: S608 - our own names alone
_RECEIPT = f"SELECT key, digest, answer, position FROM {receipts.name} WHERE key = ?"  # noqa: S608 - our own names alone
_MOVE_HEAD = f"UPDATE {log_head.name} SET position = ?, recorded = ? WHERE id = ?"  # noqa: S608 - our own names alone
_INSERT_EVENTS = _insert(events)
_INSERT_RECEIPTS = _insert(receipts)
