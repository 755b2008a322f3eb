"""What the sub-commands `rebuild` and `check` work on: the read side's database, and the log it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from contracts.clock import system_clock
from contracts.routing import OBSERVATION_SOURCE
from floorwalk.opened import opened
from floorwalk.settings import Settings
from services.eventlog.log import EventLog
from services.followup.feed import LogFeed


@contextmanager
def read_model_and_feed(settings: Settings) -> Iterator[tuple[Engine, LogFeed]]:
    """The engine of the read side, and the feed straight from the log; whether the product runs or not.

    Raises:
        NotMigrated
        DatabaseTrouble: one of the two cannot be used, or goes away in the middle.
    """
    with opened(settings, "observation") as written, opened(settings, "followup") as read:
        # It only reads, so that it needs no moved clock and no directory.
        log = EventLog(written, OBSERVATION_SOURCE, system_clock)
        try:
            yield read, LogFeed(log)
        finally:
            log.close()
