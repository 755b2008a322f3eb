"""The read model against a fresh fold of the log: what differs, if anything does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Engine, Table, select

from services.eventlog.database import open_database, reading, writing
from services.followup.dialects import in_byte_order
from services.followup.feed import Feed, FeedUnavailable, OnProgress
from services.followup.projection.filling import Filler
from services.followup.readmodel import generations
from services.followup.readmodel.tables import Generation
from services.followup.rebuild import BATCH, read_ahead
from services.followup.tables.creating import create_tables

MOST = 1_000
"""How many differences are listed at most."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is not what the log says. ``columns`` are those that differ; none where the row itself is
    missing, or should not be there. Names and keys only: no text of a person."""

    table: str
    key: Row
    columns: tuple[str, ...]
    problem: str


def check(
    engine: Engine, feed: Feed, on_progress: OnProgress = lambda done, total: None, most: int = MOST
) -> list[Difference]:
    """Fold the log anew, up to where the read model is, and compare row by row.

    Args:
        on_progress: told after each batch how many events were folded, and how many there are to fold.
        most: how many differences to list.

    Raises:
        FeedUnavailable: the log cannot be read that far.
    """
    with TemporaryDirectory(prefix="floorwalk-check-") as folder, reading(engine) as snapshot:
        live = generations.live(snapshot)
        upto = generations.checkpoint(snapshot, live.number)
        fresh_engine = open_database(f"sqlite:///{Path(folder) / 'fresh.db'}", durable=False)
        try:
            fresh = _fold(fresh_engine, feed, upto, on_progress)
            with reading(fresh_engine) as connection:
                return list(islice(_differences(snapshot, live, connection, fresh), most))
        finally:
            fresh_engine.dispose()


def _fold(engine: Engine, feed: Feed, upto: int, on_progress: OnProgress) -> Generation:
    with writing(engine) as connection:
        create_tables(connection)
        generation = generations.live(connection)
    filler = Filler(engine, generation)
    position = 0
    while position < upto:
        events, head = read_ahead(feed, position, min(BATCH, upto - position))
        if not events:
            raise FeedUnavailable(f"the feed ends at {head}, the read model has come to {upto}")
        filler.apply(events)
        position = events[-1]["position"]
        on_progress(position, upto)
    return generation


def _differences(live: Connection, of: Generation, fresh: Connection, by: Generation) -> Iterator[Difference]:
    for name, table in of.tables.items():
        keys = len(table.primary_key)
        pairs = _pairs(_rows(live, table), _rows(fresh, by.tables[name]), keys)
        for key, there, expected in pairs:
            if there is None:
                yield Difference(name, key, (), "missing")
            elif expected is None:
                yield Difference(name, key, (), "should not be there")
            elif there != expected:
                columns = zip(table.c.keys(), there, expected, strict=True)
                yield Difference(name, key, tuple(column for column, a, b in columns if a != b), "differs")


def _rows(connection: Connection, table: Table) -> Iterator[Row]:
    order = [in_byte_order(column, connection.dialect.name) for column in table.primary_key]
    for row in connection.execution_options(yield_per=1_000).execute(select(table).order_by(*order)):
        yield tuple(row)


def _pairs(there: Iterator[Row], expected: Iterator[Row], keys: int) -> Iterator[tuple[Row, Row | None, Row | None]]:
    """Both, which are in order of their keys, side by side; None where one side has no such row."""
    marked = _marked("there", there, keys), _marked("expected", expected, keys)
    for key, entries in groupby(merge(*marked, key=itemgetter(0)), key=itemgetter(0)):
        sides = {side: row for _, side, row in entries}
        yield key, sides.get("there"), sides.get("expected")


def _marked(side: str, rows: Iterator[Row], keys: int) -> Iterator[tuple[Row, str, Row]]:
    for row in rows:
        yield row[:keys], side, row
