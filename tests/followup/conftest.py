"""A floor with two teams in Leeds, and the read side that follows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.followup.cast import Floor
from tests.followup.desk import Desk
from tests.followup.server import Emptied, emptied_database
from tests.scaled.servers import POSTGRES


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
def server() -> Iterator[Emptied]:
    with emptied_database() as emptied:
        yield emptied


@pytest.fixture(params=["file", *(["server"] if POSTGRES else [])])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind the product runs on: a file always, a server where one is named."""
    if request.param == "file":
        return f"sqlite:///{tmp_path}/followup.db"
    emptied: Emptied = request.getfixturevalue("server")
    return emptied.url()


@pytest.fixture
def desk(tmp_path: Path, floor: Floor, database_url: str) -> Iterator[Desk]:
    desk = Desk(tmp_path, floor, database_url)
    yield desk
    desk.close()
