"""A floor with two teams in Leeds, and the read side that follows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.followup.cast import Floor
from tests.followup.desk import Desk


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


@pytest.fixture
def desk(tmp_path: Path, floor: Floor) -> Iterator[Desk]:
    desk = Desk(tmp_path, floor)
    yield desk
    desk.close()
