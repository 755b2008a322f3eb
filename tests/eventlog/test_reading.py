"""What is read from the log, and how readers wait for more."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import orjson
import pytest
from sqlalchemy import Connection, Engine

from services.eventlog.database import open_database
from services.eventlog.log import EventLog
from tests.eventlog.cast import (
    GREETED,
    INTERRUPTED,
    SteppingClock,
    append,
    in_thread,
    stream,
)
from tests.patience import LONG


@pytest.fixture
def elsewhere(database_url: str, engine: Engine, clock: SteppingClock) -> Iterator[EventLog]:
    """The same log as another process has it: with connections of its own."""
    theirs = open_database(database_url)
    log = EventLog(theirs, "/observation", clock)
    yield log
    log.close()
    theirs.dispose()


def test_an_empty_log_has_nothing_and_its_head_at_zero(log: EventLog) -> None:
    assert (log.head(), log.read(0, 10), log.read_stream(stream(INTERRUPTED)), log.receipt("first")) == (
        0,
        [],
        [],
        None,
    )


def test_it_reads_on_from_a_position(log: EventLog) -> None:
    for _ in range(5):
        log.append(append(INTERRUPTED))
    assert [orjson.loads(body)["position"] for body in log.read(2, 2)] == [3, 4]
    assert log.read(5, 10) == []


def test_it_reads_one_stream_in_its_own_order(log: EventLog) -> None:
    log.append(append(INTERRUPTED, GREETED, INTERRUPTED))
    read = log.read_stream(stream(INTERRUPTED))
    assert [(one.streamversion, one.position) for one in read] == [(1, 1), (2, 3)]


def test_waiting_for_what_is_there_already_does_not_wait(log: EventLog) -> None:
    log.append(append(INTERRUPTED))
    assert log.wait_beyond(0, timeout=LONG) == 1


def test_waiting_ends_with_its_time(log: EventLog) -> None:
    assert log.wait_beyond(0, timeout=0.05) == 0
    assert log.wait_beyond(0, timeout=0) == 0


def test_an_append_wakes_who_waits(log: EventLog) -> None:
    woken = in_thread(lambda: log.wait_beyond(0, timeout=LONG))
    log.append(append(INTERRUPTED))
    assert woken.result(timeout=LONG) == 1


def test_an_append_of_another_process_is_seen_soon(log: EventLog, elsewhere: EventLog) -> None:
    woken = in_thread(lambda: log.wait_beyond(0, timeout=LONG))
    elsewhere.append(append(INTERRUPTED))
    assert woken.result(timeout=LONG) == 1


def test_closing_wakes_who_waits(log: EventLog) -> None:
    woken = in_thread(lambda: log.wait_beyond(0, timeout=LONG))
    log.close()
    assert woken.result(timeout=LONG) == 0


def test_readers_do_not_wait_for_a_writer(log: EventLog) -> None:
    log.append(append(INTERRUPTED))
    read: list[int] = []

    def look_in(_connection: Connection) -> None:
        read.append(in_thread(log.head).result(timeout=LONG))

    log.append(append(INTERRUPTED, within=look_in))
    assert read == [1]


def test_each_commit_is_announced_after_it_can_be_read(log: EventLog) -> None:
    seen: list[int] = []
    announced = threading.Event()

    def wake() -> None:
        seen.append(log.head())
        announced.set()

    log.subscribe(wake)
    log.append(append(INTERRUPTED, GREETED))
    assert announced.wait(timeout=LONG)
    assert seen == [2]


def test_a_listener_that_fails_harms_neither_the_append_nor_the_other_listeners(
    log: EventLog, caplog: pytest.LogCaptureFixture
) -> None:
    announced = threading.Event()

    def fail() -> None:
        raise ZeroDivisionError

    log.subscribe(fail)
    log.subscribe(announced.set)
    assert log.append(append(INTERRUPTED)).last_position == 1
    assert announced.wait(timeout=LONG)
    assert "ZeroDivisionError" in caplog.text
