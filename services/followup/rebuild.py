"""A new generation of the read model, filled from the log beside the one that is read, which it then replaces.

Reading never stops, alerts and the service's own log are not touched. One rebuild at a time holds a lease; what a
crashed one left is cleared away by the next. The generation that was replaced is dropped by the consumer, later, when
nobody reads it any more.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from services.eventlog.database import writing
from services.followup.feed import Feed, FeedUnavailable, OnProgress
from services.followup.projection.filling import Filler
from services.followup.readmodel import generations
from services.followup.readmodel.tidying import tidy

BATCH = 5_000
"""Events that are committed together."""

LEASE_SECONDS = 60.0

KEPT_SECONDS = 60.0
"""How long a generation that was replaced is kept in any case: longer than a statement may take, so that whoever
found it to be the live one has a hold on it by then."""


class RebuildUnderWay(Exception):
    """Another process is rebuilding the read model."""


def rebuild(
    engine: Engine,
    feed: Feed,
    holder: str,
    on_progress: OnProgress = lambda done, total: None,
    system: Callable[[], float] = time.time,
) -> int:
    """Fill a new generation, and have it read as soon as it has caught up.

    Args:
        holder: names this rebuild among those that may run.
        on_progress: told after each batch how many events are in, and how many there are.
        system: system time in seconds, for the lease.

    Returns:
        The number of the generation that is read now.

    Raises:
        RebuildUnderWay: another one holds the lease.
        FeedUnavailable: the feed broke off. Nothing has changed for whoever reads.
    """
    rebuilding = Rebuilding(engine, feed, holder, system)
    try:
        with _collecting_between_batches() as collect:
            while rebuilding.rebuild_once():
                on_progress(rebuilding.position, rebuilding.head)
                collect()
    except BaseException:
        # Whatever ends it, even the operator: what is half done is of no use to anybody.
        with suppress(SQLAlchemyError):
            rebuilding.abandon()
        raise
    tidy(engine, rebuilding.number)
    return rebuilding.number


class Rebuilding:
    """One rebuild, step by step."""

    def __init__(self, engine: Engine, feed: Feed, holder: str, system: Callable[[], float]) -> None:
        self._engine = engine
        self._feed = feed
        self._holder = holder
        self._system = system
        with writing(engine) as connection:
            self._clear_what_was_left(connection)
            generation = generations.add(connection, holder, self._in(LEASE_SECONDS))
        self._filler = Filler(engine, generation)
        self.number = generation.number
        self.position = 0
        self.head = 0
        self._chased = 0

    def rebuild_once(self) -> bool:
        """Take in a batch of events, or, when there are no more, switch. False when this generation is read."""
        with writing(self._engine) as connection:
            generations.renew_lease(connection, self.number, self._holder, self._in(LEASE_SECONDS))
        events, self.head = read_ahead(self._feed, self.position, BATCH)
        if events:
            self._filler.apply(events)
            self.position = events[-1]["position"]
            return True
        if self.head < self._chased:
            raise FeedUnavailable(f"the feed ends at {self.head}, the read model has come to {self._chased}")
        return not self._switch()

    def abandon(self) -> None:
        """Drop what was filled."""
        with writing(self._engine) as connection:
            if self.number in {number for number, holder, _ in generations.in_the_making(connection)}:
                generations.drop(connection, self.number)

    def _switch(self) -> bool:
        """Have this generation read, unless the live one has come further meanwhile."""
        with writing(self._engine) as connection:
            self._chased = generations.checkpoint(connection, generations.lock_number(connection))
            if self._chased > self.position:
                return False
            generations.switch(connection, self.number, self._in(KEPT_SECONDS))
        return True

    def _in(self, seconds: float) -> int:
        return int((self._system() + seconds) * 1_000_000)

    def _clear_what_was_left(self, connection: Connection) -> None:
        now = self._in(0)
        # Of two that begin at the same moment, the second one sees the first.
        generations.lock_number(connection)
        for number, holder, leased_until in generations.in_the_making(connection):
            if leased_until > now and holder != self._holder:
                raise RebuildUnderWay(f"{holder} is rebuilding the read model")
            generations.drop(connection, number)
        generations.drop_retired(connection, now)


@contextmanager
def _collecting_between_batches() -> Iterator[Callable[[], object]]:
    """A batch makes rows by the hundred thousand, none of which is garbage before it is written: looking for garbage
    among them took a sixth of a rebuild."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield lambda: gc.collect(1)
    finally:
        if was_on:
            gc.enable()


def read_ahead(feed: Feed, after: int, limit: int) -> tuple[list[dict[str, Any]], int]:
    """Up to ``limit`` events, by as many pages as that takes, and the head.

    Raises:
        FeedUnavailable
    """
    events, head = feed.page(after, limit)
    while events and len(events) < limit and events[-1]["position"] < head:
        more, head = feed.page(events[-1]["position"], limit - len(events))
        events += more
    return events, head
