"""A real observation service on a real SQLite file, and a cast of people on two sites."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from joserfc.jwk import KeySet

from contracts.tokens import Signer, Verifier, new_key
from services.eventlog.database import open_database, writing
from services.eventlog.log import EventLog
from services.eventlog.tables import create_tables
from services.observation import keyring as keyring_tables
from services.observation.app import create_app
from services.observation.counselling.keeping import keep as keep_referrals
from services.observation.counselling.tables import metadata as counselling_tables
from services.observation.directory.keeping import KEPT_TYPES, keep
from services.observation.directory.tables import metadata as directory_tables
from services.observation.house import Counselling, House
from services.observation.keyring import Keyring
from tests.observation.floor import Floor


class MovableClock:
    """Domain time that stands still until it is moved."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_time(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2026, 11, 18, 10, 0, tzinfo=UTC))


@pytest.fixture
def house(tmp_path: Path, clock: MovableClock) -> Iterator[House]:
    import uuid_utils.compat as uuids

    engine = open_database(f"sqlite:///{tmp_path}/observation.db")
    keys = open_database(f"sqlite:///{tmp_path}/keyring.db")
    with writing(engine) as connection:
        create_tables(connection)
        directory_tables.create_all(connection)
    with writing(keys) as connection:
        keyring_tables.metadata.create_all(connection)
    apart = open_database(f"sqlite:///{tmp_path}/counselling.db")
    with writing(apart) as connection:
        create_tables(connection)
        counselling_tables.create_all(connection)
    log = EventLog(engine, "/observation", clock, inline=keep, inline_types=KEPT_TYPES)
    counselling = Counselling(apart, EventLog(apart, "/observation/counselling", clock, inline=keep_referrals))
    yield House(engine, log, Keyring(keys, os.urandom(32)), clock, lambda: str(uuids.uuid7()), counselling)
    log.close()
    counselling.log.close()
    engine.dispose()
    apart.dispose()
    keys.dispose()


@pytest.fixture
def floor(house: House) -> Floor:
    """The service with teams, people and a catalogue in it."""
    key = new_key()
    keys = KeySet([key])
    app = create_app(house, Verifier(lambda: keys, "observation"), lambda: {"log": "ok"})
    floor = Floor(app, Signer(key, "floorwalk-web"))
    floor.settle()
    return floor
