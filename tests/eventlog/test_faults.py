"""When the log cannot be written: nothing is half done, nobody waits for ever, and afterwards it goes on."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import Future
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import Engine

from services.eventlog.appending import Append, Appended
from services.eventlog.database import open_database
from services.eventlog.errors import LogClosed, LogUnavailable
from services.eventlog.log import EventLog
from services.eventlog.waiting import ROOM, Waiting, WaitingRoom
from tests.eventlog.cast import (
    GREETED,
    INTERRUPTED,
    NOON,
    THANKED,
    SteppingClock,
    append,
    held_up,
    in_thread,
    positions,
    queue_up,
    together,
    until,
)
from tests.patience import LONG


def test_closing_commits_what_waits_and_takes_nothing_more(log: EventLog) -> None:
    knocks: list[Future[Appended]] = []

    def somebody_is_turned_away() -> bool:
        knocks.append(in_thread(partial(log.append, append(THANKED))))
        return any(knock.done() for knock in knocks)

    with held_up(log):
        waiting = queue_up(log, [append(INTERRUPTED), append(GREETED)])
        closed = in_thread(log.close)
        until(somebody_is_turned_away)
        assert not closed.done()
    closed.result(timeout=LONG)
    assert [outcome.result() for outcome in waiting] == [Appended(1), Appended(2)]
    outcomes = [knock.exception() or knock.result() for knock in knocks]
    assert len(positions(log)) == 2 + sum(isinstance(outcome, Appended) for outcome in outcomes)
    assert isinstance(outcomes[-1], LogClosed)


def test_closing_twice_is_closing(log: EventLog) -> None:
    log.close()
    log.close()
    with pytest.raises(LogClosed):
        log.append(append(INTERRUPTED))


def test_a_closed_log_can_be_read(log: EventLog) -> None:
    log.append(append(INTERRUPTED))
    log.close()
    assert positions(log) == [1]


def test_a_hook_that_ends_its_thread_ends_its_callers(log: EventLog) -> None:
    outcomes = together(log, [append(INTERRUPTED), append(GREETED, within=lambda _: sys.exit()), append(THANKED)])
    assert [type(outcome) for outcome in outcomes] == [Appended, SystemExit, Appended]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_writer_that_breaks_down_leaves_nobody_waiting(engine: Engine) -> None:
    broken = threading.Event()

    def clock() -> datetime:
        return sys.exit() if broken.is_set() else NOON

    log = EventLog(engine, "/observation", clock)
    with held_up(log):
        outcomes = queue_up(log, [append(INTERRUPTED), append(GREETED)])
        broken.set()
    refusals = [outcome.exception(timeout=LONG) for outcome in outcomes]
    assert [type(refusal) for refusal in refusals] == [LogUnavailable, LogUnavailable]
    assert refusals[0] is not refusals[1], "each raises an error of its own"
    with pytest.raises(LogClosed):
        log.append(append(INTERRUPTED))
    log.close()
    assert positions(log) == []


def test_a_full_waiting_room_turns_away() -> None:
    room = WaitingRoom()
    for _ in range(ROOM):
        room.enter(Waiting(Append([]), []))
    with pytest.raises(LogUnavailable):
        room.enter(Waiting(Append([]), []))
    room.take()
    room.enter(Waiting(Append([]), []))


def test_a_log_without_tables_says_so(database_url: str, clock: SteppingClock) -> None:
    engine = open_database(database_url)
    log = EventLog(engine, "/observation", clock)
    with pytest.raises(LogUnavailable):
        log.append(append(INTERRUPTED))
    with pytest.raises(LogUnavailable):
        log.head()
    log.close()
    engine.dispose()
