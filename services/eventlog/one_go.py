"""What PostgreSQL is asked in one go. Every statement is a journey to the server and back, during which all who
append wait; a batch of any size makes two of them between the lock and the commit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import psycopg
from sqlalchemy import Connection, Table

from services.eventlog.appending import Receipt
from services.eventlog.arrays import Bytes, Numbers, Texts
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
            found = driver.execute(_PAST, {"streams": Texts(streams), "keys": Texts(keys)})
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


def store_if(
    driver: Any,
    rows: Sequence[Mapping[str, Any]],
    filed: Sequence[Mapping[str, Any]],
    before: tuple[int, int],
    versions: Mapping[str, int],
) -> bool:
    """As `store`, in a transaction of its own, where the head is at ``before`` (position and microseconds) and each
    stream has an event of the version given for it. False, and nothing is done, where that is not so.

    Raises:
        psycopg.Error: an id, a version of a stream or a receipt's key is used already; or the server failed.
    """
    position, recorded = (rows[-1]["position"], rows[-1]["recorded"]) if rows else before
    supposed = {"before": before[0], "streams": Texts(versions), "versions": Numbers(versions.values())}
    head = {"head": position, "head_recorded": recorded, "count": len(versions)}
    stored = driver.execute(_STORE_IF, _columns(events, rows) | _columns(receipts, filed) | head | supposed)
    return stored.fetchone() is not None


def _past(head: tuple[Any, ...] | None, found: Sequence[tuple[Any, ...]]) -> Past | None:
    if head is None:
        return None
    position, recorded = head
    versions = {name: number for name, number, digest, _ in found if digest is None}
    filed = [Receipt(name, digest, answer, number) for name, number, digest, answer in found if digest is not None]
    return Past(position, recorded, versions, filed)


def _columns(table: Table, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    return {name: kind([row[column] for row in rows]) for column, name, kind in _ARRAYS[table.name]}


_KINDS: dict[type, tuple[type[list[Any]], str]] = {
    int: (Numbers, "bigint"),
    bytes: (Bytes, "bytea"),
    str: (Texts, "text"),
}

_ARRAYS = {
    table.name: [(c.name, f"{table.name}_{c.name}", _KINDS[c.type.python_type][0]) for c in table.columns]
    for table in (events, receipts)
}
"""Of each table: its columns, and what each is called and made into as a parameter."""


def _insert(table: Table) -> str:
    names = ", ".join(column.name for column in table.columns)
    arrays = ", ".join(_array(table, column.name) for column in table.columns)
    return f"INSERT INTO {table.name} ({names}) SELECT new.* FROM {{where}}unnest({arrays}) AS new"  # noqa: S608 - our own names alone


def _array(table: Table, name: str) -> str:
    kind = _KINDS[table.columns[name].type.python_type][1]
    return f"%({table.name}_{name})b::{kind}[]"


_LOCK = f"SELECT position, recorded FROM {log_head.name} WHERE id = {HEAD_ID} FOR UPDATE"  # noqa: S608 - our own names

_PAST = f"""
SELECT subject, max(streamversion), NULL::bytea, NULL::bytea
FROM {events.name} WHERE subject = ANY(%(streams)b) GROUP BY subject
UNION ALL
SELECT key, position, digest, answer FROM {receipts.name} WHERE key = ANY(%(keys)b)
"""  # noqa: S608 - our own names alone

_STORE = f"""
WITH stored AS ({_insert(events).format(where="")}), filed AS ({_insert(receipts).format(where="")})
UPDATE {log_head.name}
SET position = coalesce(%(head)s::bigint, position), recorded = coalesce(%(head_recorded)s::bigint, recorded)
WHERE id = {HEAD_ID}
RETURNING pg_notify('{CHANNEL}.' || current_schema(), position || ' ' || current_setting('{WRITER}'))
"""  # noqa: S608 - our own names alone

_STORE_IF = f"""
WITH moved AS (
    UPDATE {log_head.name} SET position = %(head)s::bigint, recorded = %(head_recorded)s::bigint
    WHERE id = {HEAD_ID} AND position = %(before)s::bigint AND %(count)s::bigint = (
        SELECT count(*) FROM unnest(%(streams)b::text[], %(versions)b::bigint[]) AS supposed (subject, streamversion)
        JOIN {events.name} USING (subject, streamversion)
    )
    RETURNING pg_notify('{CHANNEL}', position || ' ' || current_setting('{WRITER}'))
),
stored AS ({_insert(events).format(where="moved, ")}),
filed AS ({_insert(receipts).format(where="moved, ")})
SELECT FROM moved
"""  # noqa: S608 - our own names alone
"""The rows and the head are seen as of the statement's beginning, but the head is looked at again once its lock is
had: where it is still at ``before``, nobody has written in between."""
