"""A batch in one statement, which is its own transaction and numbers the batch from wherever the log stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import psycopg
from psycopg.pq import Format

from services.eventlog.arrays import Bytes, Numbers, Texts, binary_number
from services.eventlog.entries import Entries
from services.eventlog.one_go import NOTIFY
from services.eventlog.prepared import Prepared
from services.eventlog.tables import HEAD_ID, events, log_head, receipts


class Numbering:
    """For one thread, on a connection that nobody else uses meanwhile.

    Raises:
        psycopg.Error: the server failed, or does not know the tables.
    """

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        connection.execute(_PLANNED_ONCE)
        self._statement = Prepared(connection, _NAME, _STORE, Format.BINARY)

    def store(self, entries: Entries, versions: Mapping[str, int]) -> int | None:
        """Store what was numbered as if the log were empty: the server adds the position at which it really stands,
        and that one is the answer. None, and nothing is done, where some stream has no event of the version given
        for it.

        Raises:
            psycopg.Error: an id, a version of a stream or a receipt's key is used already; or the server failed.
        """
        rows = [(*row[1:6], *_around_numbers(row[-1])) for row in entries.events]
        parameters = [
            *map(binary_number, entries.head),
            Texts(versions).binary(),
            Numbers(versions.values()).binary(),
            *_columns(_EVENT, rows),
            *_columns(_RECEIPT, entries.receipts),
        ]
        answer = self._statement.execute(parameters)
        return int(answer.get_value(0, 0) or b"") if answer.ntuples else None


def _columns(kinds: Sequence[Kind], rows: Sequence[tuple[Any, ...]]) -> list[bytes]:
    columns: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else ((),) * len(kinds)
    return [kind(column).binary() for kind, column in zip(kinds, columns, strict=True)]


def _around_numbers(body: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before the time of recording in an envelope, between it and the position, and behind that. In front
    of the two there are only texts, in which a quotation mark would be escaped."""
    recorded = body.index(_RECORDED) + len(_RECORDED)
    between = body.index(b'"', recorded)
    position = body.index(_POSITION, between) + len(_POSITION)
    return body[:recorded], body[between:position], body[body.index(b",", position) :]


_RECORDED, _POSITION = b'"recordedtime":"', b'"position":'

Kind = type[Texts] | type[Bytes] | type[Numbers]

_EVENT: list[Kind] = [Texts, Texts, Numbers, Texts, Texts, Bytes, Bytes, Bytes]
_RECEIPT: list[Kind] = [Texts, Bytes, Bytes, Numbers]

_NAME = "store"

_PLANNED_ONCE = "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off"
"""To plan the statement takes the server as long as to execute it, and what it plans for the batch at hand is no other
plan. One made while tables are small is still used when they have grown, and so has to go by index."""

_STORE = f"""
WITH moved AS (
    UPDATE {log_head.name} SET position = position + $1::bigint, recorded = greatest(recorded, $2::bigint)
    WHERE id = {HEAD_ID} AND cardinality($3::text[]) = (
        SELECT count((
            SELECT position FROM {events.name} AS event
            WHERE (event.subject, event.streamversion) = (supposed.subject, supposed.streamversion)
        ))
        FROM unnest($3::text[], $4::bigint[]) AS supposed (subject, streamversion)
    )
    RETURNING position - $1::bigint AS before, recorded, {NOTIFY}
),
numbers AS (
    SELECT before, recorded, convert_to(
        to_char(timestamp 'epoch' + recorded * interval '1 microsecond', 'YYYY-MM-DD"T"HH24:MI:SS')
        || CASE mod(recorded, 1000000) WHEN 0 THEN '' ELSE '.' || lpad(mod(recorded, 1000000)::text, 6, '0') END
        || 'Z', 'UTF8'
    ) AS recordedtime
    FROM moved
),
stored AS (
    INSERT INTO {events.name} (position, id, subject, streamversion, type, partitionkey, recorded, body)
    SELECT before + place, id, subject, streamversion, type, partitionkey, recorded,
        front || recordedtime || middle || convert_to((before + place)::text, 'UTF8') || back
    FROM numbers, unnest(
        $5::text[], $6::text[], $7::bigint[], $8::text[], $9::text[], $10::bytea[], $11::bytea[], $12::bytea[]
    ) WITH ORDINALITY AS new (id, subject, streamversion, type, partitionkey, front, middle, back, place)
),
filed AS (
    INSERT INTO {receipts.name} (key, digest, answer, position)
    SELECT key, digest, answer, before + place
    FROM moved, unnest($13::text[], $14::bytea[], $15::bytea[], $16::bigint[]) AS new (key, digest, answer, place)
)
SELECT before FROM moved
"""  # noqa: S608 - our own names alone
"""The rows are seen as of the statement's beginning, but the head as it is once its lock is had: what is added to it is
right whoever wrote meanwhile. The time of recording is written as `contracts.instants.wire_instant` does.

Each stream is looked for by itself, so that there is one plan, by the index, for a log of any size; of a join there are
many."""
