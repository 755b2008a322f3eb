"""What PostgreSQL is asked in one go. Every statement is a journey to the server and back, during which all who
append wait; a batch of any size makes two of them between the lock and the commit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import psycopg
from sqlalchemy import Connection, Table

from services.eventlog.appending import Receipt
from services.eventlog.errors import LogUnavailable
from services.eventlog.past import Past
from services.eventlog.postgresql import WRITER
from services.eventlog.tables import HEAD_ID, events, log_head, receipts

CHANNEL = "floorwalk_log"
"""Where the database tells, with the commit, how far the log has come, and who wrote (`postgresql.WRITER`). Each log
has a database of its own, or a schema, whose name is then a part of the channel's."""


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
            found = driver.execute(_PAST, {"streams": list(streams), "keys": list(keys)})
        return _past(head.fetchone(), found.fetchall())
    except psycopg.Error as err:
        if driver.closed:
            connection.invalidate(err)
        raise LogUnavailable("the log cannot be locked") from err


def store(connection: Connection, rows: Sequence[Mapping[str, Any]], filed: Sequence[Mapping[str, Any]]) -> None:
    """As `statements.store`."""
    if not rows and not filed:
        return
    last = rows[-1] if rows else {"position": None, "recorded": None}
    head = {"head": last["position"], "head_recorded": last["recorded"]}
    connection.exec_driver_sql(_STORE, _columns(events, rows) | _columns(receipts, filed) | head)


def _past(head: tuple[Any, ...] | None, found: Sequence[tuple[Any, ...]]) -> Past | None:
    if head is None:
        return None
    position, recorded = head
    versions = {name: number for name, number, digest, _ in found if digest is None}
    filed = [Receipt(name, digest, answer, number) for name, number, digest, answer in found if digest is not None]
    return Past(position, recorded, versions, filed)


def _columns(table: Table, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    return {f"{table.name}_{column.name}": [row[column.name] for row in rows] for column in table.columns}


def _insert(table: Table) -> str:
    names = ", ".join(column.name for column in table.columns)
    arrays = ", ".join(_array(table, column.name) for column in table.columns)
    return f"INSERT INTO {table.name} ({names}) SELECT * FROM unnest({arrays})"  # noqa: S608 - our own names alone


def _array(table: Table, name: str) -> str:
    kind = {int: "bigint", bytes: "bytea", str: "text"}[table.columns[name].type.python_type]
    return f"%({table.name}_{name})b::{kind}[]"


_LOCK = f"SELECT position, recorded FROM {log_head.name} WHERE id = {HEAD_ID} FOR UPDATE"  # noqa: S608 - our own names

_PAST = f"""
SELECT subject, max(streamversion), NULL::bytea, NULL::bytea
FROM {events.name} WHERE subject = ANY(%(streams)s) GROUP BY subject
UNION ALL
SELECT key, position, digest, answer FROM {receipts.name} WHERE key = ANY(%(keys)s)
"""  # noqa: S608 - our own names alone

_STORE = f"""
WITH stored AS ({_insert(events)}), filed AS ({_insert(receipts)})
UPDATE {log_head.name}
SET position = coalesce(%(head)s::bigint, position), recorded = coalesce(%(head_recorded)s::bigint, recorded)
WHERE id = {HEAD_ID}
RETURNING pg_notify('{CHANNEL}.' || current_schema(), position || ' ' || current_setting('{WRITER}'))
"""  # noqa: S608 - our own names alone
