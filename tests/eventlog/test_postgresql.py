"""What a log on PostgreSQL promises beyond those in files."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import orjson
import pytest
from sqlalchemy import Engine, insert, select, text, update
from sqlalchemy.exc import InternalError
from sqlalchemy.schema import DropSchema

from contracts.instants import wire_instant
from services.eventlog.appending import Append
from services.eventlog.database import make_schema, migrating, open_database, own_connection, reading, writing
from services.eventlog.errors import LogUnavailable, VersionConflict
from services.eventlog.log import EventLog
from services.eventlog.numbering import Numbering
from services.eventlog.tables import create_tables, log_head, receipts
from tests.eventlog.cast import (
    GREETED,
    INTERRUPTED,
    NOON,
    SteppingClock,
    append,
    envelopes,
    in_thread,
    named_id,
    stream,
    until,
)
from tests.patience import LONG
from tests.scaled.servers import fresh_schema

pytestmark = pytest.mark.slow

ENTRY = {"key": "one", "digest": b"", "answer": b"", "position": 1}
SETTINGS = ("transaction_isolation", "transaction_read_only", "synchronous_commit", "statement_timeout", "lock_timeout")
LISTENERS = "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"


@pytest.fixture
def database_url(server_database: str) -> Iterator[str]:
    """The logs of these tests are on the server."""
    with fresh_schema(server_database) as url:
        yield url


@pytest.fixture
def elsewhere(database_url: str, engine: Engine, clock: SteppingClock) -> Iterator[EventLog]:
    """The same log as another process has it."""
    theirs = open_database(database_url)
    log = EventLog(theirs, "/observation", clock)
    yield log
    log.close()
    theirs.dispose()


@pytest.mark.parametrize(("durable", "synchronous"), [(True, "on"), (False, "off")])
def test_its_transactions_are_set_as_asked(database_url: str, durable: bool, synchronous: str) -> None:
    engine = open_database(database_url, durable=durable, patience=20)
    with writing(engine) as connection:
        written = [connection.execute(text(f"SHOW {name}")).scalar() for name in SETTINGS]
    with reading(engine) as connection:
        read = [connection.execute(text(f"SHOW {name}")).scalar() for name in SETTINGS]
    with writing(engine) as connection:
        again = [connection.execute(text(f"SHOW {name}")).scalar() for name in SETTINGS]
    engine.dispose()
    assert written == again == ["read committed", "off", synchronous, "20s", "10s"]
    assert read == ["repeatable read", "on", synchronous, "20s", "10s"]


def test_the_url_may_say_more_and_in_either_spelling(database_url: str) -> None:
    server = database_url.partition("?")[0].replace("postgresql:", "postgres:")
    url = f"{server}?application_name=ines&options=-csearch_path%3Dfloor"
    engine = open_database(url)
    with reading(engine) as connection:
        settings = [connection.execute(text(f"SHOW {name}")).scalar() for name in ("application_name", "search_path")]
    engine.dispose()
    assert settings == ["ines", "floor"]


def test_a_reader_sees_one_state_all_along_and_cannot_write(engine: Engine) -> None:
    with reading(engine) as connection:
        assert connection.execute(select(receipts)).all() == []
        with writing(engine) as other:
            other.execute(insert(receipts).values(ENTRY))
        assert connection.execute(select(receipts)).all() == []
    with pytest.raises(InternalError, match="read-only"), reading(engine) as connection:
        connection.execute(insert(receipts).values(ENTRY | {"key": "two"}))


def test_those_who_migrate_at_the_same_time_take_turns(database_url: str) -> None:
    def migrate() -> None:
        engine = open_database(database_url)
        with migrating(engine) as connection:
            create_tables(connection)
        engine.dispose()

    for each in [in_thread(migrate) for _ in range(4)]:
        each.result(timeout=LONG)


def test_a_lock_that_is_held_too_long_refuses_and_is_over_with_its_holder(
    database_url: str, engine: Engine, log: EventLog
) -> None:
    hasty = open_database(database_url, patience=0.3)
    refused = EventLog(hasty, "/observation", SteppingClock())
    with writing(engine) as connection:
        connection.execute(update(log_head).values(recorded=0))
        with pytest.raises(LogUnavailable):
            refused.append(append(INTERRUPTED))
    assert log.append(append(INTERRUPTED)).last_position == 1
    refused.close()
    hasty.dispose()


def test_a_writer_asks_once_whoever_else_writes(
    log: EventLog, elsewhere: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def noting_store(*parameters: Any) -> int | None:
        before = store(*parameters)
        asked.append(before is not None)
        return before

    store = Numbering.store
    monkeypatch.setattr(Numbering, "store", noting_store)
    turns = [log, log, elsewhere, log, elsewhere, elsewhere, log]
    assert [turn.append(begin(number)).last_position for number, turn in enumerate(turns)] == [1, 2, 3, 4, 5, 6, 7]
    assert asked == [True] * 7
    assert [one.streamversion for one in envelopes(log)] == [1] * 7


def test_its_statement_is_planned_once_for_a_log_of_any_size(engine: Engine) -> None:
    connection = own_connection(engine)
    Numbering(connection)
    parameters = ", ".join(["NULL"] * 16)
    plan = "\n".join(line for (line,) in connection.execute(f"EXPLAIN EXECUTE store ({parameters})"))
    connection.close()
    assert "cardinality($3)" in plan
    assert "Index Cond: (((subject)::text = supposed.subject) AND (streamversion = supposed.streamversion))" in plan
    assert "Seq Scan" not in plan


def test_it_looks_where_it_supposed_wrongly(log: EventLog, elsewhere: EventLog) -> None:
    elsewhere.append(append(INTERRUPTED, expect={INTERRUPTED: 0}))
    with pytest.raises(VersionConflict):
        log.append(append(INTERRUPTED, expect={INTERRUPTED: 0}))
    with pytest.raises(VersionConflict):
        log.append(append(INTERRUPTED, expect={INTERRUPTED: 2}))
    assert log.append(append(INTERRUPTED, expect={INTERRUPTED: 1})).last_position == 2


@pytest.mark.parametrize("microsecond", [0, 1, 120_000, 999_999])
def test_what_the_server_numbers_reads_as_what_is_numbered_here(
    log: EventLog, clock: SteppingClock, microsecond: int
) -> None:
    clock.now = NOON.replace(microsecond=microsecond)
    log.append(append(INTERRUPTED))
    log.append(append(GREETED, expect={GREETED: 0}))
    here, there = (orjson.loads(body) for body in log.read(0, 10))
    assert list(there) == list(here)
    assert there["recordedtime"] == here["recordedtime"] == wire_instant(clock.now)
    assert [there[name] for name in ("position", "streamversion", "subject")] == [2, 1, stream(GREETED)]
    assert orjson.dumps(there) == log.read(1, 1)[0]


def test_time_that_was_set_back_is_not_recorded_there_either(log: EventLog, clock: SteppingClock) -> None:
    log.append(append(INTERRUPTED, expect={INTERRUPTED: 0}))
    clock.now = NOON - timedelta(hours=1)
    log.append(append(GREETED, expect={GREETED: 0}))
    assert [one.recordedtime for one in envelopes(log)] == [NOON, NOON]


def begin(number: int) -> Append:
    """The first event of a stream."""
    observation = named_id(f"observation {number}")
    return append(observation, expect={observation: 0})


def test_other_processes_are_woken_by_a_commit(log: EventLog, elsewhere: EventLog, engine: Engine) -> None:
    woken = threading.Event()
    elsewhere.subscribe(woken.set)
    until(lambda: listeners(engine) == 1)
    for commit in (append(INTERRUPTED), begin(1)):
        woken.clear()
        log.append(commit)
        assert woken.wait(timeout=LONG), "however it was written"


def test_a_commit_of_this_process_wakes_once_though_the_database_tells_of_it_too(log: EventLog, engine: Engine) -> None:
    heads: list[int] = []
    log.subscribe(lambda: heads.append(log.head()))
    until(lambda: listeners(engine) == 1)
    for _ in range(20):
        log.append(append(INTERRUPTED))
    until(lambda: heads[-1:] == [20])
    assert heads == list(range(1, 21))


def test_a_listener_that_was_cut_off_listens_again(log: EventLog, elsewhere: EventLog, engine: Engine) -> None:
    woken = threading.Event()
    elsewhere.subscribe(woken.set)
    until(lambda: listeners(engine) == 1)
    with writing(engine) as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) {LISTENERS}"))
    until(lambda: listeners(engine) == 0)
    until(lambda: listeners(engine) == 1)
    log.append(append(INTERRUPTED))
    assert woken.wait(timeout=LONG)


def test_a_log_that_is_only_written_has_no_listener(log: EventLog, engine: Engine) -> None:
    log.append(append(INTERRUPTED))
    assert listeners(engine) == 0


def listeners(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(connection.execute(text(f"SELECT count(*) {LISTENERS}")).scalar_one())


def test_a_log_in_a_schema_beside_it_is_not_heard(
    log: EventLog, elsewhere: EventLog, engine: Engine, database_url: str
) -> None:
    heard: list[str] = []
    elsewhere.subscribe(lambda: heard.append("a commit"))
    until(lambda: listeners(engine) == 1)
    with fresh_schema(database_url) as url:
        theirs = open_database(url)
        with migrating(theirs) as connection:
            create_tables(connection)
        other = EventLog(theirs, "/observation/counselling", SteppingClock())
        for number in range(3):
            other.append(begin(number))
        other.close()
        theirs.dispose()
    log.append(append(INTERRUPTED))
    until(lambda: bool(heard))
    assert heard == ["a commit"]


def test_a_schema_that_is_not_there_is_made(server_database: str) -> None:
    name = f"not_yet_{uuid4().hex}"
    engine = open_database(f"{server_database}?options=-csearch_path%3D{name}")
    for _again in range(2):
        with migrating(engine) as connection:
            make_schema(connection)
            create_tables(connection)
    with reading(engine) as connection:
        assert connection.execute(text("SELECT current_schema()")).scalar() == name
    with writing(engine) as connection:
        connection.execute(DropSchema(name, cascade=True))
    engine.dispose()
