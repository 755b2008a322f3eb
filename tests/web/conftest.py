"""The web on its own: a real database file, stand-in services, clocks that stand still until a test moves them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import Engine, create_engine

from contracts.tokens import Signer, new_key
from tests.web.cast import NOW, PASSWORD, accounts_of, people
from tests.web.phone import Phone
from tests.web.services import Services
from web import create_app
from web.accounts import Accounts, create_tables
from web.accounts.passwords import Passwords

ORIGIN = "http://localhost:8000"
CHEAP = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


class _Compiled(BytecodeCache):
    """Templates compiled once for all the apps of a test run."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._known:
            bucket.bytecode_from_string(self._known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()


class SystemTime:
    """Seconds of system time that a test moves by hand."""

    def __init__(self) -> None:
        self.seconds = NOW.timestamp()

    def __call__(self) -> float:
        return self.seconds

    def pass_by(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def system_time() -> SystemTime:
    return SystemTime()


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """One file for all of a process's tests, so that what was compiled to speak to it stays."""
    return create_engine(f"sqlite:///{tmp_path_factory.mktemp('web') / 'web.db'}")


@pytest.fixture(scope="session")
def empty(database: Engine) -> bytes:
    """A database with tables and nobody in it."""
    with database.begin() as connection:
        create_tables(connection)
    return Path(str(database.url.database)).read_bytes()


@pytest.fixture(scope="session")
def peopled(database: Engine, empty: bytes) -> bytes:
    """A database in which everybody of the cast has an account."""
    fill(database, empty)
    Accounts(database, SystemTime(), CHEAP).add_demo_accounts(accounts_of(people()), PASSWORD)
    return Path(str(database.url.database)).read_bytes()


@pytest.fixture
def engine(database: Engine, peopled: bytes) -> Engine:
    """The database, and everybody can sign in."""
    fill(database, peopled)
    return database


def fill(database: Engine, content: bytes) -> None:
    database.dispose()
    path = Path(str(database.url.database))
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    path.write_bytes(content)


@pytest.fixture
def accounts(engine: Engine, system_time: SystemTime) -> Accounts:
    return Accounts(engine, system_time, CHEAP)


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def make_app(accounts: Accounts, services: Services) -> Callable[..., Flask]:
    """Builds the app; everybody of the cast has an account already."""

    def make(public_origin: str = ORIGIN, **options: Any) -> Flask:
        app = create_app(
            accounts=accounts,
            observation=services.observation(),
            followup=services.followup(),
            signer=Signer(new_key(), "floorwalk-web"),
            jwks={"keys": []},
            clock=lambda: NOW,
            public_origin=public_origin,
            **options,
        )
        app.jinja_env.bytecode_cache = COMPILED
        return app

    return make


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()


@pytest.fixture
def stranger(app: Flask) -> Phone:
    """Somebody, or something, that is not signed in."""
    return Phone(app)


@pytest.fixture
def ines(app: Flask) -> Phone:
    return Phone(app, "Ines Carvalho")


@pytest.fixture
def amara(app: Flask) -> Phone:
    return Phone(app, "Amara Okafor")


@pytest.fixture
def dana(app: Flask) -> Phone:
    return Phone(app, "Dana Whitlock")


@pytest.fixture
def sofia(app: Flask) -> Phone:
    return Phone(app, "Sofia Marin")


@pytest.fixture
def glen(app: Flask) -> Phone:
    return Phone(app, "Glen Abara")
