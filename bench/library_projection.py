"""What a rebuild is held against: the projection runner of the library `eventsourcing`, from its own recorder into one
table on the same server.

It does less: a row for each event, with what our timeline has of it, and how far it has come, where ours keeps cards,
promises, counts and seen marks, too.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from eventsourcing.application import Application
from eventsourcing.domain import DomainEvent
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresDatastore, PostgresTrackingRecorder
from eventsourcing.projection import Projection, ProjectionRunner
from psycopg.sql import SQL, Identifier
from sqlalchemy import make_url

PORTION = 500
PATIENCE_SECONDS = 600.0


@dataclass(frozen=True)
class Happened(DomainEvent):
    """One of our events, as it goes over the wire."""

    wire: dict[str, Any]


class Floor(Application):
    """The library's log."""


class Timeline(PostgresTrackingRecorder):
    """One table, and beside it how far it has come."""

    def __init__(self, datastore: PostgresDatastore, **kwargs: Any) -> None:
        super().__init__(datastore, **kwargs)
        table = Identifier(self.datastore.schema), Identifier("timeline")
        self.sql_create_statements.append(
            SQL(
                "CREATE TABLE IF NOT EXISTS {}.{} (id text PRIMARY KEY, rep_id text NOT NULL, type text NOT NULL,"
                " at text NOT NULL, actor text NOT NULL, data jsonb NOT NULL)"
            ).format(*table)
        )
        self._enter = SQL("INSERT INTO {}.{} VALUES (%s, %s, %s, %s, %s, %s)").format(*table)

    def enter(self, wire: dict[str, Any], tracking: Tracking) -> None:
        row = [wire[name] for name in ("id", "partitionkey", "type", "time", "actor")]
        with self.datastore.transaction(commit=True) as cursor:
            cursor.execute(self._enter, (*row, orjson.dumps(wire["data"]).decode()), prepare=True)
            self._insert_tracking(cursor, tracking)


class Entering(Projection[Timeline]):
    """Enters each event as it comes."""

    name = "entering"

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        self.view.enter(domain_event.wire, tracking)


def events_a_second(url: str, bodies: Sequence[bytes]) -> float:
    """How many it projects, of those that it has recorded before."""
    environment = _environment(url)
    last = _record(environment, bodies)
    began = time.perf_counter()
    with ProjectionRunner(
        application_class=Floor, projection_class=Entering, view_class=Timeline, env=environment
    ) as runner:
        runner.wait(last, timeout=PATIENCE_SECONDS)
        seconds = time.perf_counter() - began
    return len(bodies) / seconds


def _record(environment: dict[str, str], bodies: Sequence[bytes]) -> int:
    versions: dict[str, int] = {}
    with _floor(environment) as floor:
        for start in range(0, len(bodies), PORTION):
            wires = [orjson.loads(body) for body in bodies[start : start + PORTION]]
            floor.recorder.insert_events([floor.mapper.to_stored_event(_happened(wire, versions)) for wire in wires])
        return floor.recorder.max_notification_id() or 0


def _happened(wire: dict[str, Any], versions: dict[str, int]) -> Happened:
    """Its streams are named by a UUID alone."""
    stream = wire["subject"].partition("/")[2]
    versions[stream] = versions.get(stream, 0) + 1
    return Happened(
        originator_id=UUID(stream),
        originator_version=versions[stream],
        timestamp=Happened.create_timestamp(),
        wire=wire,
    )


@contextmanager
def _floor(environment: dict[str, str]) -> Iterator[Any]:
    floor: Any = Floor(environment)
    try:
        yield floor
    finally:
        floor.close()


def _environment(url: str) -> dict[str, str]:
    at = make_url(url)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": at.database or "",
        "POSTGRES_HOST": at.host or "127.0.0.1",
        "POSTGRES_PORT": str(at.port or 5432),
        "POSTGRES_USER": at.username or "",
        "POSTGRES_PASSWORD": str(at.password or ""),
        "POSTGRES_ENABLE_DB_FUNCTIONS": "yes",
    }
