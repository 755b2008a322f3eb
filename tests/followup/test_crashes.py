"""Stopped at any statement and started again: nothing is told twice, and nothing is left out."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from services.eventlog.database import reading
from services.followup.readmodel import generations
from services.followup.rebuild import rebuild
from services.followup.watch.alert_pages import overdue_without_alert
from tests.followup.cast import Floor
from tests.followup.desk import Desk, Rows, fold_of, london

pytestmark = pytest.mark.slow


class Stopped(Exception):
    """The process is no more."""


@dataclass
class Fate:
    """``came`` says whether it was stopped at all."""

    came: bool = False


@contextmanager
def stopped_at(engine: Engine, statement: int) -> Iterator[Fate]:
    """From that statement on nothing reaches the database; a commit counts as one."""
    count, fate = 0, Fate()

    def step(*_: Any) -> None:
        nonlocal count
        count += 1
        if count >= statement:
            fate.came = True
            raise Stopped

    event.listen(engine, "before_cursor_execute", step)
    event.listen(engine, "commit", step)
    try:
        yield fate
    finally:
        event.remove(engine, "before_cursor_execute", step)
        event.remove(engine, "commit", step)


def what_follows(desk: Desk, week: Floor) -> None:
    """Two looks with something in between, and a rebuild. Whoever was stopped after the first look goes on from there:
    time does not go back."""
    if len(desk.floor.events) < len(week.events):
        desk.look(london("2026-11-21", "09:00"))
        desk.floor.events[:] = week.events
    desk.look(london("2026-11-21", "11:00"))
    rebuild(desk.engine, desk.floor, "one", system=desk.system)
    desk.look(london("2026-11-21", "12:00"))


def told(desk: Desk) -> list[tuple[str, str, str]]:
    return sorted((own.subject, own.type, own.time.isoformat()) for own in desk.own_events)


@dataclass(frozen=True)
class Undisturbed:
    """What is told and known when nothing goes wrong, and how many steps that takes."""

    week: Floor
    told: list[tuple[str, str, str]]
    rows: Rows
    steps: int


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    steps = 0

    def count(*_: Any) -> None:
        nonlocal steps
        steps += 1

    week = until_saturday(until_friday(Floor()))
    desk = Desk(tmp_path_factory.mktemp("undisturbed"), until_friday(Floor()))
    event.listen(desk.engine, "before_cursor_execute", count)
    event.listen(desk.engine, "commit", count)
    what_follows(desk, week)
    found = Undisturbed(week, told(desk), desk.rows(), steps)
    desk.close()
    return found


@pytest.mark.parametrize("share", range(4))
def test_it_may_be_stopped_at_any_statement(share: int, undisturbed: Undisturbed, tmp_path: Path) -> None:
    friday = len(until_friday(Floor()).events)
    for statement in range(1 + 6 * share, undisturbed.steps, 24):
        floor, folder = Floor(), tmp_path / str(statement)
        floor.events += undisturbed.week.events[:friday]
        folder.mkdir()
        desk = Desk(folder, floor)
        with stopped_at(desk.engine, statement), suppress(Exception):
            what_follows(desk, undisturbed.week)
        desk.close()
        again = Desk(folder, floor)
        again.system.seconds += 120
        what_follows(again, undisturbed.week)
        assert told(again) == undisturbed.told, f"stopped at statement {statement}"
        assert without_boxes(again.rows()) == without_boxes(undisturbed.rows)
        with reading(again.engine) as connection:
            live = generations.live(connection)
            assert overdue_without_alert(connection, live, london("2026-11-21", "12:00")) == 0
        again.close()


def test_it_may_be_killed_while_it_works(tmp_path: Path) -> None:
    """A process that takes in, watches and rebuilds without end is killed again and again."""
    script = "from tests.followup.test_crashes import work; import sys; work(sys.argv[1])"
    chance = random.Random(7)
    for _ in range(4):
        process = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(chance.uniform(0.0, 0.25))
        process.send_signal(signal.SIGKILL)
        process.communicate()
    desk = Desk(tmp_path, until_friday(Floor()))
    desk.system.seconds += 600
    desk.look(london("2026-11-21", "09:00"))
    fell = [own.subject for own in desk.own_events if own.type.endswith("fell_overdue")]
    assert len(fell) == len(set(fell)) == 3
    assert len(desk.own_events) == 6
    rebuild(desk.engine, desk.floor, "one", system=desk.system)
    assert desk.rows() == fold_of(tmp_path / "fold.db", desk.floor)
    desk.close()


def work(folder: str) -> None:
    """What the killed process does."""
    desk = Desk(Path(folder), until_friday(Floor()))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        desk.system.seconds += 120
        desk.look(london("2026-11-21", "09:00"))
        rebuild(desk.engine, desk.floor, "one", system=desk.system)


def until_friday(floor: Floor) -> Floor:
    floor.team("north")
    for rep in ("alice", "bob", "carol"):
        floor.person(rep, "north")
    floor.open_promise("finish", "alice", "2026-11-20")
    floor.open_promise("listen", "bob", "2026-11-20")
    floor.open_promise("greet", "carol", "2026-11-20")
    floor.practised("listen", by="bob")
    return floor


def until_saturday(floor: Floor) -> Floor:
    floor.at("2026-11-21T10:00:00+00:00").kept("finish", "2026-11-21")
    floor.practised("greet", by="carol")
    return floor


def without_boxes(rows: Rows) -> Rows:
    """Boxes of the same text differ, for each has a nonce of its own."""
    return {
        name: [tuple(value for value in row if not (isinstance(value, str) and "\n" in value)) for row in table]
        for name, table in rows.items()
    }
