"""A server that goes away, comes back, freezes or is cut off: nothing is lost or written twice, nothing hangs."""

from __future__ import annotations

import itertools
import random
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from sqlalchemy import Engine, make_url, text

from services.eventlog.appending import Append, Appended
from services.eventlog.database import open_database, reading, writing
from services.eventlog.errors import LogUnavailable
from services.eventlog.log import EventLog
from tests.eventlog.cast import (
    INTERRUPTED,
    SteppingClock,
    acknowledged,
    append,
    in_thread,
    named_id,
    positions,
    receipt,
)
from tests.eventlog.conftest import migrated
from tests.patience import LONG
from tests.scaled.cluster import Cluster, private_cluster
from tests.scaled.proxy import Proxy
from tests.scaled.servers import fresh_schema

pytestmark = pytest.mark.slow

PATIENCE = 0.5
OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture
def database_url(server_database: str) -> Iterator[str]:
    """The logs of these tests are on the server."""
    with fresh_schema(server_database) as url:
        yield url


@pytest.fixture
def proxy(database_url: str) -> Iterator[Proxy]:
    server = make_url(database_url)
    with Proxy(server.host or "127.0.0.1", server.port or 5432) as proxy:
        yield proxy


@pytest.fixture
def far(database_url: str, engine: Engine, proxy: Proxy) -> Iterator[EventLog]:
    """The log by way of the proxy, with little patience."""
    by_proxy = make_url(database_url).set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)
    far_engine = open_database(by_proxy, patience=PATIENCE)
    log = EventLog(far_engine, "/observation", SteppingClock())
    yield log
    proxy.heal()
    log.close()
    far_engine.dispose()


def repeated(log: EventLog, write: str) -> Appended:
    """Append what has a name until it is known to be in."""
    begun = acknowledged(named_id(write), named_id(f"event {write}"))
    one = Append([begun], {begun.event.subject: 0}, receipt(write))
    end = time.monotonic() + LONG
    while True:
        try:
            return log.append(one)
        except LogUnavailable:
            assert time.monotonic() < end, "the log does not come back"
            time.sleep(0.02)


def work(log: EventLog, name: str, enough: Callable[[], bool]) -> dict[str, int]:
    """Append until there is enough; the position of each write by its name."""
    written = {}
    for number in itertools.count():
        written[f"{name} {number}"] = repeated(log, f"{name} {number}").last_position
        if enough():
            return written
    raise AssertionError


def crowd_through(log: EventLog, trouble: Callable[[], None]) -> dict[str, int]:
    """What four who append without pause have written when the trouble is over."""
    over = threading.Event()
    crowd = [in_thread(partial(work, log, name, over.is_set)) for name in ("ines", "ray", "maeve", "amara")]
    try:
        trouble()
    finally:
        over.set()
    return {write: position for each in crowd for write, position in each.result(timeout=2 * LONG).items()}


def assert_each_is_in_once(log: EventLog, written: dict[str, int]) -> None:
    assert sorted(written.values()) == positions(log) == list(range(1, len(written) + 1))


def test_connections_that_were_ended_are_replaced(log: EventLog, engine: Engine, database_url: str) -> None:
    administrator = open_database(database_url)

    def end_all_connections() -> None:
        for _ in range(10):
            with writing(administrator) as connection:
                connection.execute(text(f"SELECT pg_terminate_backend(pid) {OTHERS}"))
            time.sleep(0.05)

    written = crowd_through(log, end_all_connections)
    administrator.dispose()
    assert_each_is_in_once(log, written)


def test_idle_connections_that_were_ended_harm_nobody(log: EventLog, engine: Engine, database_url: str) -> None:
    log.append(append(INTERRUPTED))
    administrator = open_database(database_url)
    with writing(administrator) as connection:
        connection.execute(text(f"SELECT pg_terminate_backend(pid) {OTHERS}"))
    administrator.dispose()
    time.sleep(1.1)
    assert log.append(append(INTERRUPTED)).last_position == 2


def test_a_server_that_freezes_is_not_waited_for_for_ever(far: EventLog, proxy: Proxy) -> None:
    repeated(far, "before")
    proxy.freeze()
    outcomes = [in_thread(partial(far.append, append(INTERRUPTED))) for _ in range(4)]
    assert {type(outcome.exception(timeout=LONG)) for outcome in outcomes} == {LogUnavailable}
    with pytest.raises(LogUnavailable):
        far.head()
    proxy.refuse()
    proxy.heal()
    assert repeated(far, "afterwards").last_position > 1


def test_what_was_cut_off_at_any_moment_is_in_once(far: EventLog, proxy: Proxy, engine: Engine) -> None:
    rng = random.Random(1)

    def cut_often() -> None:
        for _ in range(20):
            time.sleep(rng.uniform(0, 0.06))
            rng.choice([proxy.cut, proxy.cut, proxy.refuse])()
            proxy.heal()

    assert_each_is_in_once(far, crowd_through(far, cut_often))


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with private_cluster() as cluster:
        yield cluster


def test_a_server_that_is_killed_in_the_middle_loses_nothing(cluster: Cluster) -> None:
    def kill_and_restart() -> None:
        for mode in ("immediate", "fast"):
            time.sleep(0.3)
            cluster.stop(mode)
            cluster.start()

    with fresh_schema(cluster.url) as url, migrated(url) as engine:
        log = EventLog(engine, "/observation", SteppingClock())
        written = crowd_through(log, kill_and_restart)
        assert_each_is_in_once(log, written)
        log.close()
        with reading(engine) as connection:
            assert connection.execute(text("SELECT count(*) FROM receipts")).scalar() == len(written)
