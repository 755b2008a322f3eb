"""The read side's database, and the log it comes from: what `rebuild` and `check` work on, and what a new version of
the code has to make anew before it can read it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from contracts.clock import system_clock
from contracts.routing import OBSERVATION_SOURCE
from floorwalk.opened import opened
from floorwalk.schemas import NotMigrated
from floorwalk.settings import Settings
from services.eventlog.database import reading
from services.eventlog.log import EventLog
from services.followup.feed import LogFeed, OnProgress
from services.followup.readmodel.generations import is_of_this_version
from services.followup.rebuild import rebuild


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


def require_readable(engine: Engine) -> None:
    """
    Raises:
        NotMigrated: another version of the code filled the read model.
    """
    with reading(engine) as connection:
        if not is_of_this_version(connection):
            raise NotMigrated("run `floorwalk migrate`, the read model is of another version")


def make_readable(settings: Settings, holder: str, on_progress: OnProgress = lambda done, total: None) -> bool:
    """Make the read model anew where another version of the code filled it; whether that had to be.

    The other version goes on reading its own until the new one has caught up.

    Raises:
        NotMigrated
        RebuildUnderWay: somebody else does it already.
        FeedUnavailable: the log cannot be read.
    """
    with read_model_and_feed(settings) as (engine, feed):
        with reading(engine) as connection:
            if is_of_this_version(connection):
                return False
        rebuild(engine, feed, holder, on_progress)
    return True
