"""From events to rows: live, batch by batch, and in a rebuild, beside what SQLite does with the rows alone."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import orjson
from sqlalchemy import Engine, insert, select
from sqlalchemy.schema import CreateIndex, CreateTable

from bench import library_projection
from bench.figures import Figure, keep, percentile
from bench.generated_floor import GeneratedFloor
from services.eventlog.database import open_database, reading, writing
from services.followup.consumer import Consumer, Delivery
from services.followup.feed import Page
from services.followup.readmodel import generations
from services.followup.rebuild import BATCH, rebuild
from services.followup.tables.creating import create_tables
from tests.scaled.servers import POSTGRES, fresh_database

EVENTS = 100_000
LIBRARY_EVENTS = 5_000
"""It commits each by itself, and so needs no more to show its pace."""

LIVE_BATCHES = (1, 50, 500)
LIVE_ROUNDS = 60


@dataclass
class Message:
    body: bytes

    def ack(self) -> None:
        """Nobody counts."""


@dataclass
class Wire:
    """A bus that brings what is put on it."""

    coming: list[bytes] = field(default_factory=list)

    def receive(self, limit: int, timeout: float) -> Sequence[Delivery]:
        brought, self.coming = self.coming[:limit], self.coming[limit:]
        return [Message(body) for body in brought]


@dataclass
class StoredFeed:
    """Events in memory as the log stores them; parsed when they are read, as they would be. It ends at ``head``."""

    bodies: list[bytes]
    head: int

    def page(self, after: int, limit: int) -> Page:
        wire = b'{"items":[' + b",".join(self.bodies[after : min(after + min(limit, 1_000), self.head)]) + b"]}"
        return Page(orjson.loads(wire)["items"], self.head)


def main() -> None:
    """Measure on a fresh database of each."""
    bodies = GeneratedFloor(EVENTS).bodies(EVENTS)
    with tempfile.TemporaryDirectory() as folder:
        rebuilt = open_followup(Path(folder) / "rebuilt.db")
        seconds, processor_seconds = _rebuild(rebuilt, bodies)
        bare_seconds, rows = _bare_inserts(rebuilt, Path(folder) / "bare.db")
        rebuilt.dispose()
        live = [figure for size in LIVE_BATCHES for figure in _live(Path(folder) / f"live-{size}.db", bodies, size)]
    if POSTGRES:
        with fresh_database() as url:
            on_server = open_followup(url)
            server_seconds, _ = _rebuild(on_server, bodies)
            on_server.dispose()
        with fresh_database() as url:
            library = library_projection.events_a_second(url, bodies[:LIBRARY_EVENTS])
        ours = EVENTS / server_seconds
        live += [
            Figure("Rebuild on PostgreSQL", round(ours), "events a second", "12,000"),
            Figure("Projection runner of eventsourcing, one row an event", round(library), "events a second"),
            Figure("Rebuild on PostgreSQL, beside that projection runner", round(ours / library, 1), "x"),
        ]
    keep(
        "projection",
        [
            Figure("Rebuild", round(EVENTS / seconds), "events a second", "15,000"),
            Figure("Rebuild, by processor time alone", round(EVENTS / processor_seconds), "events a second"),
            Figure("Bare SQLite inserting the same rows", round(EVENTS / bare_seconds), "events a second"),
            Figure("Rows of those events", rows, "rows"),
            *live,
        ],
    )


def open_followup(place: Path | str) -> Engine:
    """An empty read model, in a file or in a database by its URL."""
    # As the product opens it: what can be derived again need not wait for the disk.
    engine = open_database(place if isinstance(place, str) else f"sqlite:///{place}", durable=False)
    with writing(engine) as connection:
        create_tables(connection)
    return engine


def _rebuild(engine: Engine, bodies: list[bytes]) -> tuple[float, float]:
    """Seconds, and those of them that the processor was this process's."""
    began, processor_began = time.perf_counter(), time.process_time()
    rebuild(engine, StoredFeed(bodies, len(bodies)), "bench")
    return time.perf_counter() - began, time.process_time() - processor_began


def _bare_inserts(engine: Engine, path: Path) -> tuple[float, int]:
    """The rows that the rebuild has made, into the same tables, by the driver alone and in as many commits."""
    with reading(engine) as connection:
        tables = list(generations.live(connection).tables.values())
        rows = {table: [tuple(row) for row in connection.execute(select(table))] for table in tables}
    bare = sqlite3.connect(path, isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = NORMAL")
    for table in tables:
        bare.execute(str(CreateTable(table).compile(engine)))
        for index in table.indexes:
            bare.execute(str(CreateIndex(index).compile(engine)))
    began = time.perf_counter()
    for table, of_table in rows.items():
        statement = str(insert(table).compile(engine))
        for start in range(0, len(of_table), BATCH):
            bare.execute("BEGIN IMMEDIATE")
            bare.executemany(statement, of_table[start : start + BATCH])
            bare.execute("COMMIT")
    seconds = time.perf_counter() - began
    bare.close()
    return seconds, sum(len(of_table) for of_table in rows.values())


def _live(path: Path, bodies: list[bytes], size: int) -> list[Figure]:
    """Batches of one size that the bus brings, on a read model that has half of the events already."""
    engine = open_followup(path)
    feed = StoredFeed(bodies, len(bodies) // 2)
    rebuild(engine, feed, "bench")
    wire = Wire()
    consumer = Consumer(engine, wire, feed, silence=0)
    while consumer.consume_once():
        pass
    begin, times = feed.head, []
    for _ in range(LIVE_ROUNDS):
        wire.coming = bodies[feed.head : feed.head + size]
        feed.head += size
        began = time.perf_counter()
        consumer.consume_once()
        times.append((time.perf_counter() - began) * 1_000)
    applied = _checkpoint(engine) - begin
    engine.dispose()
    what = "one event" if size == 1 else f"{size} events"
    return [
        Figure(f"Live, {what} at a time", round(applied / (sum(times) / 1_000)), "events a second"),
        Figure(f"Live, {what} at a time, median", round(percentile(times, 0.5), 2), "ms"),
    ]


def _checkpoint(engine: Engine) -> int:
    with reading(engine) as connection:
        return generations.live_position(connection)


if __name__ == "__main__":
    main()
