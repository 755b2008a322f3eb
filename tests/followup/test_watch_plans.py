"""What the watch asks of the database while nothing is due costs the same however many promises are open."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, text

from bench.open_promises import SATURDAY, fill
from services.eventlog.database import reading
from services.followup.readmodel import generations
from services.followup.readmodel.tables import generation
from services.followup.tables.watch import watch_queue
from services.followup.watch import queue
from services.followup.watch.alert_pages import overdue_without_alert
from services.followup.watch.filling import make_for
from services.followup.watch.queue import TouchedMeanwhile
from tests.followup.desk import Desk

GROW = "watch_queue|alerts|alert_pauses|falls|commitments_1|deliveries|events"
"""The tables that have a row for each promise, or for each thing that was told."""

EVENING = SATURDAY.replace(day=20, hour=20)


@pytest.fixture
def full(desk: Desk) -> Desk:
    """Three thousand open promises, of which forty fall due at once."""
    fill(desk.engine, 3_000, 40)
    desk.system.seconds = time.time()
    return desk


@contextmanager
def asked_of(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    asked: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, statement: str, given: Any, *_: object) -> None:
        if statement.lstrip().startswith("SELECT"):
            asked.append((statement, given))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def plans(desk: Desk, step: Callable[[], object]) -> list[str]:
    """How the database goes about each question of one step."""
    with asked_of(desk.engine) as asked:
        step()
    assert asked
    with reading(desk.engine) as connection:
        return [_plan(connection, statement, given) for statement, given in asked]


def _plan(connection: Connection, statement: str, given: Any) -> str:
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
        return "\n".join(row[3] for row in rows)
    # Whether it pays is the server's to say by their size; whether it can be done is what is tried here.
    for way in ("seqscan", "bitmapscan", "sort", "incremental_sort"):
        connection.execute(text(f"SET LOCAL enable_{way} = off"))
    return "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", given))


def goes_through_all(plan: str) -> bool:
    """Whether a table that grows is read from its beginning to its end, or sorted."""
    on_file = re.search(rf"SCAN ({GROW})(?! USING (COVERING )?INDEX)|TEMP B-TREE", plan)
    on_server = re.search(rf"Seq Scan on ({GROW})|Sort Key", plan)
    return bool(on_file or on_server)


def test_a_look_with_nothing_due_goes_through_nothing_that_grows(full: Desk) -> None:
    found = plans(full, lambda: full.watch.watch_once(EVENING))
    assert [plan for plan in found if goes_through_all(plan)] == []
    assert any("watch_queue_by_next_at" in plan for plan in found)
    assert len(found) <= 6


def test_counting_what_is_overdue_without_an_alert_looks_at_what_is_due_alone(full: Desk) -> None:
    def count() -> None:
        with reading(full.engine) as connection:
            assert overdue_without_alert(connection, generations.live(connection), SATURDAY.replace(hour=2)) == 40

    found = plans(full, count)
    assert [plan for plan in found if goes_through_all(plan)] == []
    assert any(re.search(r"by_standing_due_day.*due_day\S* ?<", plan, re.DOTALL) for plan in found)


def test_what_falls_due_at_once_is_taken_in_the_order_of_the_index(full: Desk) -> None:
    def take() -> None:
        with reading(full.engine) as connection:
            assert len(queue.due(connection, generation(1), _micros(), 10)) == 10

    assert [plan for plan in plans(full, take) if goes_through_all(plan)] == []


def test_a_queue_that_is_made_anew_has_what_is_due_in_front_and_the_rest_for_its_day(full: Desk) -> None:
    with full.engine.begin() as connection:
        make_for(connection, generations.live(connection))
    with reading(full.engine) as connection:
        at_once = queue.due(connection, generation(1), _micros(), 3_000)
        waiting = connection.execute(watch_queue.select()).all()
    assert len(at_once) == 40
    assert len(waiting) == 3_000


def test_of_many_that_are_moved_none_is_when_one_was_touched(full: Desk) -> None:
    with reading(full.engine) as connection:
        looked_at = queue.due(connection, generation(1), _micros(), 40)
    with full.engine.begin() as connection:
        queue.touch(connection, {looked_at[7].subject: "rep"}, 1)
    with pytest.raises(TouchedMeanwhile), full.engine.begin() as connection:
        queue.move(connection, [(one, None) for one in looked_at])
    with reading(full.engine) as connection:
        assert len(queue.due(connection, generation(1), _micros(), 3_000)) == 40


def _micros() -> int:
    return int(SATURDAY.timestamp() * 1_000_000)
