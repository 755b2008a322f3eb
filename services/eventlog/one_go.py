"""What PostgreSQL is asked in one go. Every statement is a journey to the server and back, during which all who
append wait; a batch of any size makes two of them between the lock and the commit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import psycopg
from sqlalchemy import Connection, Table

from services.eventlog.appending import Receipt
from services.eventlog.arrays import Bytes, Numbers, Texts
from services.eventlog.entries import Entries
from services.eventlog.errors import LogUnavailable
from services.eventlog.past import Past
from services.eventlog.postgresql import WRITER
from services.eventlog.tables import HEAD_ID, events, log_head, receipts

CHANNEL = "floorwalk_log"
"""Where the database tells, with the commit, how far the log has come, and who wrote (`postgresql.WRITER`). Each log
has a database of its own, or a schema, whose name is then a part of the channel's."""

NOTIFY = f"pg_notify('{CHANNEL}.' || current_schema(), position || ' ' || current_setting('{WRITER}'))"
"""Of the head as it is after a statement that moves it."""


def lock_past(connection: Connection, streams: Collection[str], keys: Collection[str]) -> Past | None:
    """As `statements.lock_past`, in one journey with the beginning of the transaction.

    Raises:
        LogUnavailable: the server refuses, or is not there.
    """
    driver: Any = connection.connection.driver_connection
    try:
        # Each statement is sent without waiting for the one before it, and still sees what was committed until
        # it is its turn: what is read after the lock is what holds while it is held.
        with driver.pipeline():
            head = driver.execute(_LOCK)
            found = driver.execute(_PAST, {"streams": Texts(streams), "keys": Texts(keys)})
        return _past(head.fetchone(), found.fetchall())
    except psycopg.Error as err:
        if driver.closed:
            connection.invalidate(err)
        raise LogUnavailable("the log cannot be locked") from err


def store(connection: Connection, entries: Entries) -> None:
    """As `statements.store`."""
    if entries.events or entries.receipts:
        connection.exec_driver_sql(_STORE, _parameters(entries))


def _past(head: tuple[Any, ...] | None, found: Sequence[tuple[Any, ...]]) -> Past | None:
    if head is None:
        return None
    position, recorded = head
    versions = {name: number for name, number, digest, _ in found if digest is None}
    filed = [Receipt(name, digest, answer, number) for name, number, digest, answer in found if digest is not None]
    return Past(position, recorded, versions, filed)


def _parameters(entries: Entries) -> dict[str, Any]:
    position, recorded = entries.head
    of_events, of_receipts = _ARRAYS[events.name], _ARRAYS[receipts.name]
    columns = {**_columns(of_events, entries.events), **_columns(of_receipts, entries.receipts)}
    return {**columns, "head": position, "head_recorded": recorded}


Array = tuple[str, type[list[Any]]]
"""What a column is called, and made into, as a parameter."""


def _columns(arrays: Sequence[Array], rows: Sequence[tuple[Any, ...]]) -> dict[str, list[Any]]:
    values: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else ((),) * len(arrays)
    return {name: kind(column) for (name, kind), column in zip(arrays, values, strict=True)}


_KINDS: dict[type, tuple[type[list[Any]], str]] = {
    int: (Numbers, "bigint"),
    bytes: (Bytes, "bytea"),
    str: (Texts, "text"),
}

_ARRAYS: dict[str, list[Array]] = {
    table.name: [(f"{table.name}_{c.name}", _KINDS[c.type.python_type][0]) for c in table.columns]
    for table in (events, receipts)
}


def _insert(table: Table) -> str:
    return f"INSERT INTO {table.name} ({_names(table)}) SELECT new.* FROM unnest({_arrays(table)}) AS new"  # noqa: S608 - our own names alone


def _names(table: Table) -> str:
    return ", ".join(column.name for column in table.columns)


def _arrays(table: Table) -> str:
    kinds = [(column.name, _KINDS[column.type.python_type][1]) for column in table.columns]
    return ", ".join(f"%({table.name}_{name})b::{kind}[]" for name, kind in kinds)


_LOCK = f"SELECT position, recorded FROM {log_head.name} WHERE id = {HEAD_ID} FOR UPDATE"  # noqa: S608 - our own names

_PAST = f"""
SELECT subject, max(streamversion), NULL::bytea, NULL::bytea
FROM {events.name} WHERE subject = ANY(%(streams)b) GROUP BY subject
UNION ALL
SELECT key, position, digest, answer FROM {receipts.name} WHERE key = ANY(%(keys)b)
"""  # noqa: S608 - our own names alone

_STORE = f"""
WITH stored AS ({_insert(events)}), filed AS ({_insert(receipts)})
UPDATE {log_head.name} SET position = %(head)s::bigint, recorded = %(head_recorded)s::bigint
WHERE id = {HEAD_ID}
RETURNING {NOTIFY}
"""  # noqa: S608 - our own names alone
