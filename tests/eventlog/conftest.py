"""A real log in a real database. Every database the log runs on passes the same tests: files always, a server where
``FLOORWALK_TEST_POSTGRES`` names one, and so do the busses with ``FLOORWALK_TEST_AMQP``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine

from services.eventlog.database import migrating, open_database
from services.eventlog.log import EventLog
from services.eventlog.tables import create_tables
from tests.eventlog.cast import SteppingClock
from tests.scaled.servers import AMQP, KINDS, POSTGRES, fresh_database, fresh_schema

collect_ignore = [
    *([] if POSTGRES else ["test_postgresql.py", "test_postgresql_faults.py"]),
    *([] if AMQP else ["test_broker.py", "test_broker_faults.py"]),
]


def sqlite_file(directory: Path) -> str:
    return f"sqlite:///{directory}/log.db"


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "file":
        yield sqlite_file(tmp_path)
    else:
        with fresh_schema(request.getfixturevalue("server_database")) as url:
            yield url


@pytest.fixture(scope="session")
def server_database() -> Iterator[str]:
    """A database on the server, for those tests that run one after the other."""
    with fresh_database() as url:
        yield url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with migrated(database_url) as engine:
        yield engine


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Engine]:
    """For what concerns this kind of database alone."""
    with migrated(sqlite_file(tmp_path)) as engine:
        yield engine


@contextmanager
def migrated(url: str) -> Iterator[Engine]:
    engine = open_database(url)
    with migrating(engine) as connection:
        create_tables(connection)
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def log(engine: Engine, clock: SteppingClock) -> Iterator[EventLog]:
    log = EventLog(engine, "/observation", clock)
    yield log
    log.close()
