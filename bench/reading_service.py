"""The follow-up service on a read model that has all of a made-up floor's events, on the floor's last evening."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from flask import Flask
from joserfc.jwk import KeySet
from sqlalchemy import Engine

from bench.generated_floor import ENDED, GeneratedFloor, key_of
from bench.projection import open_followup
from contracts.tokens import Verifier
from services.eventlog.database import open_database, writing
from services.eventlog.log import EventLog
from services.eventlog.tables import create_tables
from services.followup.app import create_app
from services.followup.channels.sealing import ChannelSeal
from services.followup.house import House
from services.followup.keys import KeyRing
from services.followup.progress import note_head
from services.followup.rebuild import rebuild
from services.followup.watch.keeping import keep_alerts
from services.followup.watch.watch import Watch

Place = Path | str
"""A file, or the URL of a database."""

Where = Callable[[], AbstractContextManager[Place]]


class EverybodysKeys:
    """The keyring as it is after the first page: every key is at hand."""

    def of(self, person_ids: Collection[str]) -> Mapping[str, KeyRing | None]:
        return {person_id: {key_of(person_id).name: key_of(person_id).secret} for person_id in person_ids}


@contextmanager
def in_a_file() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "followup.db"


def fill(place: Place, floor: GeneratedFloor) -> None:
    """Project all of it, raise the alerts of its last evening, and look at the tables as the server does by itself."""
    engine = open_followup(place)
    with writing(engine) as connection:
        create_tables(connection)
    rebuild(engine, floor, "bench")
    _note_head(engine, floor)
    log = _log(engine)
    look = partial(Watch(engine, log).watch_once, ENDED)
    while look():
        _note_head(engine, floor)
    log.close()
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM (ANALYZE)" if engine.dialect.name == "postgresql" else "ANALYZE")
    engine.dispose()


@contextmanager
def serving(place: Place, keys: KeySet) -> Iterator[Flask]:
    """The service. The keys are always the same, as they are for a process that has fetched them."""
    engine = open_database(place if isinstance(place, str) else f"sqlite:///{place}", durable=False)
    log = _log(engine)
    seal = ChannelSeal(bytes(32))
    house = House(engine, log, EverybodysKeys(), seal, lambda: ENDED, time.time, "https://floorwalk.example")
    yield create_app(house, Verifier(lambda: keys, "followup"))
    log.close()
    engine.dispose()


def _log(engine: Engine) -> EventLog:
    return EventLog(engine, "/followup", lambda: ENDED, inline=keep_alerts)


def _note_head(engine: Engine, floor: GeneratedFloor) -> None:
    with writing(engine) as connection:
        note_head(connection, floor.size, time.time())
