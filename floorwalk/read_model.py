"""What the sub-commands `rebuild` and `check` work on: the read side's database, and the log it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from contracts.clock import system_clock
from contracts.routing import OBSERVATION_SOURCE
from floorwalk.database_trouble import naming
from floorwalk.schemas import require_newest, schemas
from floorwalk.settings import Settings
from services.eventlog.log import EventLog
from services.followup.feed import LogFeed

_NEEDED = {"observation", "followup"}


@contextmanager
def read_model_and_feed(settings: Settings) -> Iterator[tuple[Engine, LogFeed]]:
    """The engine of the read side, and the feed straight from the log; whether the product runs or not.

    Raises:
        NotMigrated
        DatabaseTrouble: one of the two cannot be used, or goes away in the middle.
    """
    engines = {}
    for schema in schemas(settings):
        if schema.name not in _NEEDED:
            continue
        engines[schema.name] = schema.open()
        with naming(schema.name, schema.url):
            require_newest(schema, engines[schema.name])
    # It only reads, so that it needs no moved clock and no directory.
    log = EventLog(engines["observation"], OBSERVATION_SOURCE, system_clock)
    try:
        # What the log has to say comes by the feed, in words of its own.
        with naming("followup", settings.followup_db):
            yield engines["followup"], LogFeed(log)
    finally:
        log.close()
        for engine in engines.values():
            engine.dispose()
