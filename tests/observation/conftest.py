"""A real observation service on a real SQLite file, and a cast of people on two sites."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from joserfc.jwk import KeySet
from uuid_utils.compat import uuid7

from contracts.tokens import WEB, Signer, Verifier, new_key
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


WEDNESDAY = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
KEK = os.urandom(32)


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(WEDNESDAY)


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The databases of a floor that is filled, which each test gets a copy of."""
    folder = tmp_path_factory.mktemp("settled")
    make_databases(folder)
    with house_in(folder, MovableClock(WEDNESDAY)) as house:
        floor_of(house).settle()
    return folder


@pytest.fixture
def house(tmp_path: Path, clock: MovableClock, request: pytest.FixtureRequest) -> Iterator[House]:
    """With a floor, the floor is filled; alone, its databases are empty."""
    if "floor" in request.fixturenames:
        shutil.copytree(request.getfixturevalue("settled"), tmp_path, dirs_exist_ok=True)
    else:
        make_databases(tmp_path)
    with house_in(tmp_path, clock) as house:
        yield house


@pytest.fixture
def floor(house: House) -> Floor:
    """The service with teams, people and a catalogue in it."""
    return floor_of(house)


def make_databases(folder: Path) -> None:
    """Empty ones, with their tables."""
    for name, metadata in (
        ("observation", directory_tables),
        ("counselling", counselling_tables),
        ("keyring", keyring_tables.metadata),
    ):
        engine = open_database(f"sqlite:///{folder}/{name}.db")
        with writing(engine) as connection:
            if name != "keyring":
                create_tables(connection)
            metadata.create_all(connection)
        engine.dispose()


@contextmanager
def house_in(folder: Path, clock: MovableClock) -> Iterator[House]:
    engine, apart, keys = (
        open_database(f"sqlite:///{folder}/{name}.db") for name in ("observation", "counselling", "keyring")
    )
    log = EventLog(engine, "/observation", clock, inline=keep, inline_types=KEPT_TYPES)
    counselling = Counselling(apart, EventLog(apart, "/observation/counselling", clock, inline=keep_referrals))
    yield House(engine, log, Keyring(keys, KEK), clock, lambda: str(uuid7()), counselling)
    log.close()
    counselling.log.close()
    for each in (engine, apart, keys):
        each.dispose()


def floor_of(house: House) -> Floor:
    key = new_key()
    keys = KeySet([key])
    return Floor(create_app(house, Verifier(lambda: keys, "observation"), lambda: {"log": "ok"}), Signer(key, WEB))
