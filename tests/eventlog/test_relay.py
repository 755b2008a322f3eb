"""The relay brings every event to the bus, in order, at least once, one relay at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import orjson
import pytest
from sqlalchemy import Engine

from services.eventlog.errors import BusError
from services.eventlog.lease import read_lease
from services.eventlog.log import EventLog
from services.eventlog.relay import BATCH, Relay
from tests.eventlog.cast import INTERRUPTED, append, in_thread
from tests.patience import LONG

RELAY = "bus"


class Listener:
    """Takes what is published. ``before`` and ``after`` happen around each batch."""

    def __init__(self) -> None:
        self.heard: list[int] = []
        self.before: Callable[[], None] = lambda: None
        self.after: Callable[[], None] = lambda: None

    def publish(self, bodies: Sequence[bytes]) -> None:
        self.before()
        self.heard.extend(orjson.loads(body)["position"] for body in bodies)
        self.after()


class SystemTime:
    """Seconds, which stand still until they are moved."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> SystemTime:
    return SystemTime()


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def relay(log: EventLog, engine: Engine, listener: Listener, time: SystemTime) -> Relay:
    return Relay(log, engine, listener, RELAY, "first", time)


@pytest.fixture
def standby(log: EventLog, engine: Engine, listener: Listener, time: SystemTime) -> Relay:
    return Relay(log, engine, listener, RELAY, "standby", time)


def break_down() -> None:
    raise BusError("the broker is gone")


def numbers(first: int, last: int) -> list[int]:
    return list(range(first, last + 1))


def test_it_finds_nothing_to_do_in_an_empty_log(relay: Relay, listener: Listener) -> None:
    assert not relay.relay_once()
    assert listener.heard == []


def test_it_publishes_all_in_order_in_batches_of_bounded_size(log: EventLog, relay: Relay, listener: Listener) -> None:
    sizes: list[int] = []
    listener.after = lambda: sizes.append(len(listener.heard))
    log.append(append(*[INTERRUPTED] * (BATCH + 200)))
    while relay.relay_once():
        pass
    assert listener.heard == numbers(1, BATCH + 200)
    assert sizes == [BATCH, BATCH + 200]


def test_it_goes_on_where_it_stopped(log: EventLog, relay: Relay, listener: Listener) -> None:
    for _ in range(3):
        log.append(append(INTERRUPTED))
        assert relay.relay_once()
        assert not relay.relay_once()
    assert listener.heard == [1, 2, 3]


def test_what_the_bus_did_not_take_is_published_again(log: EventLog, relay: Relay, listener: Listener) -> None:
    log.append(append(INTERRUPTED, INTERRUPTED))
    listener.before = break_down
    with pytest.raises(BusError):
        relay.relay_once()
    listener.before = lambda: None
    assert relay.relay_once()
    assert listener.heard == [1, 2]


def test_a_crash_before_the_cursor_moved_publishes_twice_but_leaves_no_gap(
    log: EventLog, relay: Relay, listener: Listener
) -> None:
    log.append(append(INTERRUPTED, INTERRUPTED))
    listener.after = break_down
    with pytest.raises(BusError):
        relay.relay_once()
    listener.after = lambda: None
    log.append(append(INTERRUPTED))
    assert relay.relay_once()
    assert listener.heard == [1, 2, 1, 2, 3]


def test_the_log_can_be_written_while_it_publishes(log: EventLog, relay: Relay, listener: Listener) -> None:
    log.append(append(INTERRUPTED))

    def append_another() -> None:
        in_thread(lambda: log.append(append(INTERRUPTED))).result(timeout=LONG)

    listener.before = append_another
    assert relay.relay_once()
    assert listener.heard == [1]
    assert log.head() == 2


def test_a_standby_waits_until_the_lease_is_over(
    log: EventLog, relay: Relay, standby: Relay, listener: Listener, time: SystemTime
) -> None:
    log.append(append(INTERRUPTED))
    assert relay.relay_once()
    log.append(append(INTERRUPTED))
    assert not standby.relay_once()
    time.now += 7
    assert not standby.relay_once()
    time.now += 2
    assert standby.relay_once()
    assert not relay.relay_once()
    assert listener.heard == [1, 2]


def test_a_relay_that_works_keeps_its_lease(log: EventLog, relay: Relay, standby: Relay, time: SystemTime) -> None:
    for _ in range(5):
        log.append(append(INTERRUPTED))
        assert relay.relay_once()
        time.now += 6
        log.append(append(INTERRUPTED))
        assert not standby.relay_once()


def test_a_relay_that_was_idle_renews_its_lease_before_it_publishes(
    log: EventLog, relay: Relay, standby: Relay, listener: Listener, time: SystemTime
) -> None:
    log.append(append(INTERRUPTED))
    assert relay.relay_once()
    log.append(append(INTERRUPTED))
    time.now += 20
    taken_over: list[bool] = []
    listener.before = lambda: taken_over.append(standby.relay_once())
    assert relay.relay_once()
    assert taken_over == [False]
    assert listener.heard == [1, 2]


def test_a_relay_that_closes_leaves_the_rest_to_the_standby_at_once(
    log: EventLog, relay: Relay, standby: Relay, listener: Listener
) -> None:
    log.append(append(INTERRUPTED))
    assert relay.relay_once()
    log.append(append(INTERRUPTED))
    relay.close()
    assert standby.relay_once()
    assert not relay.relay_once()
    assert listener.heard == [1, 2]


def test_a_relay_that_overslept_does_not_move_the_cursor_of_its_successor(
    log: EventLog,
    engine: Engine,
    relay: Relay,
    standby: Relay,
    listener: Listener,
    time: SystemTime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    log.append(append(INTERRUPTED))

    def sleep_too_long() -> None:
        listener.before = lambda: None
        time.now += 11
        assert standby.relay_once()
        log.append(append(INTERRUPTED))
        assert standby.relay_once()

    listener.before = sleep_too_long
    assert relay.relay_once()
    assert "lost its lease" in caplog.text
    assert read_lease(engine, RELAY).position == 2
    assert (read_lease(engine, RELAY).holder, listener.heard) == ("standby", [1, 2, 1])
    assert not relay.relay_once()


def test_relays_of_other_names_have_cursors_of_their_own(
    log: EventLog, engine: Engine, relay: Relay, time: SystemTime
) -> None:
    log.append(append(INTERRUPTED))
    assert relay.relay_once()
    other = Listener()
    assert Relay(log, engine, other, "archive", "first", time).relay_once()
    assert other.heard == [1]


def test_of_many_relays_that_start_together_one_publishes(log: EventLog, engine: Engine, listener: Listener) -> None:
    log.append(append(*[INTERRUPTED] * (3 * BATCH)))

    def run(holder: str) -> None:
        relay = Relay(log, engine, listener, RELAY, holder)
        while relay.relay_once():
            pass

    for each in [in_thread(partial(run, holder)) for holder in ("ines", "ray", "maeve")]:
        each.result(timeout=LONG)
    assert listener.heard == numbers(1, 3 * BATCH)
