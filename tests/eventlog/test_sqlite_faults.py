"""What a file can do to a log: run full, or be locked by somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine, event

from services.eventlog import writer
from services.eventlog.appending import Appended
from services.eventlog.database import open_database, writing
from services.eventlog.errors import LogUnavailable
from services.eventlog.log import EventLog
from tests.eventlog.cast import (
    INTERRUPTED,
    append,
    in_thread,
    positions,
    receipt,
    together,
)
from tests.patience import LONG


@pytest.fixture
def engine(sqlite: Engine) -> Engine:
    """The log of these tests is in a file."""
    return sqlite


@contextmanager
def each_connection(engine: Engine, pragma: str) -> Iterator[None]:
    """Whatever connects meanwhile is under the pragma."""

    def apply(dbapi: Any, _record: object) -> None:
        dbapi.execute(pragma)

    engine.dispose()
    event.listen(engine, "connect", apply)
    yield
    event.remove(engine, "connect", apply)
    engine.dispose()


def test_a_full_disk_refuses_and_leaves_nothing_half_done(engine: Engine, log: EventLog) -> None:
    with each_connection(engine, "PRAGMA max_page_count = 60"):
        outcomes = together(log, [append(*[INTERRUPTED] * 10, receipt=receipt(f"write {n}")) for n in range(40)])
    written = [outcome for outcome in outcomes if isinstance(outcome, Appended)]
    refused = [number for number, outcome in enumerate(outcomes) if isinstance(outcome, LogUnavailable)]
    assert len(written) + len(refused) == 40
    assert written
    assert refused
    assert positions(log) == list(range(1, 10 * len(written) + 1))
    assert [log.receipt(f"write {number}") for number in refused] == [None] * len(refused)
    again = together(log, [append(*[INTERRUPTED] * 10, receipt=receipt(f"write {n}")) for n in range(40)])
    assert all(isinstance(outcome, Appended) for outcome in again)
    assert positions(log) == list(range(1, 401))


def test_a_locked_database_refuses_all_who_wait_and_is_told(
    engine: Engine, log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "TROUBLED_SECONDS", float("inf"))
    another = open_database(str(engine.url))
    with each_connection(engine, "PRAGMA busy_timeout = 100"):
        with writing(another):
            outcomes = [in_thread(partial(log.append, append(INTERRUPTED))) for _ in range(5)]
            refusals = [outcome.exception(timeout=LONG) for outcome in outcomes]
        assert [type(refusal) for refusal in refusals] == [LogUnavailable] * 5
        assert len(set(map(id, refusals))) == 5, "each raises an error of its own"
        with pytest.raises(LogUnavailable, match="cannot be locked"):
            log.look()
        assert log.append(append(INTERRUPTED)).last_position == 1
        log.look()
    another.dispose()


def test_a_writer_waits_for_a_lock_that_is_held_for_a_moment(engine: Engine, log: EventLog) -> None:
    another = open_database(str(engine.url))
    with writing(another):
        outcome = in_thread(partial(log.append, append(INTERRUPTED)))
        with pytest.raises(TimeoutError):
            outcome.result(timeout=0.05)
    another.dispose()
    assert outcome.result(timeout=LONG) == Appended(1)
