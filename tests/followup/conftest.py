"""A floor with two teams in Leeds, and the read side that follows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.followup.cast import Floor
from tests.followup.databases import Database, FileDatabase, ServerDatabase, server_database
from tests.followup.desk import Desk
from tests.scaled.servers import KINDS


@pytest.fixture
def floor() -> Floor:
    """Sam supervises alice, bob and carol; mona manages them; dave is in quinn's team; olga is ops."""
    floor = Floor()
    floor.team("north", manager="mona")
    floor.team("south", manager="mona")
    floor.behaviour("interrupted")
    for rep in ("alice", "bob", "carol"):
        floor.person(rep, "north", level="steady")
    floor.person("dave", "south")
    floor.person("sam", "north", "supervisor")
    floor.person("quinn", "south", "supervisor")
    floor.person("mona", None, "supervisor")
    floor.person("olga", None, "ops")
    floor.person("ada", None, "admin")
    floor.person("cleo", None, "counsellor")
    return floor


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> FileDatabase:
    return FileDatabase(tmp_path_factory.mktemp("followup"))


@pytest.fixture(scope="session")
def server() -> Iterator[ServerDatabase]:
    with server_database() as database:
        yield database


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest) -> Engine:
    """An empty database of each kind the product runs on: a file always, a server where one is named."""
    database: Database = request.getfixturevalue(request.param)
    return database.as_new()


@pytest.fixture
def desk(tmp_path: Path, floor: Floor, engine: Engine) -> Iterator[Desk]:
    desk = Desk(tmp_path, floor, engine)
    yield desk
    desk.close()
