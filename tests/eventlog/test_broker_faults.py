"""A broker that is cut off or freezes: the bus says so in time, may be used again, and in the end all arrive."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import TypeVar

import orjson
import pytest
from sqlalchemy import Engine, make_url

from services.eventlog.bus import BusError, Publisher, Subscription
from services.eventlog.log import EventLog
from services.eventlog.relay import Relay
from tests.eventlog.cast import INTERRUPTED, append, in_thread
from tests.eventlog.test_bus import happened, is_empty
from tests.patience import LONG
from tests.scaled.proxy import Proxy
from tests.scaled.servers import AMQP, PrefixedBus, fresh_bus

pytestmark = pytest.mark.slow

PATIENCE = 0.5
HEARTBEAT = 1

Result = TypeVar("Result")


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    server = make_url(AMQP)
    with Proxy(server.host or "127.0.0.1", server.port or 5672) as proxy:
        yield proxy
        proxy.heal()


@pytest.fixture
def bus(proxy: Proxy) -> Iterator[PrefixedBus]:
    """By way of the proxy, with little patience."""
    far = make_url(AMQP).set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)
    with fresh_bus(far, patience=PATIENCE, heartbeat=HEARTBEAT) as bus:
        yield bus


@pytest.fixture
def publisher(bus: PrefixedBus, proxy: Proxy) -> Iterator[Publisher]:
    publisher = bus.publisher()
    yield publisher
    proxy.heal()
    publisher.close()


@pytest.fixture
def walks(bus: PrefixedBus, proxy: Proxy) -> Iterator[Subscription]:
    """A queue that hears of everything, declared."""
    subscription = bus.subscription("walks", ["#"])
    assert at_last(lambda: is_empty(subscription))
    yield subscription
    proxy.heal()
    subscription.close()


def at_last(deed: Callable[[], Result]) -> Result:
    """Try until the bus does not fail: with so little patience, a broker that is only busy fails, too."""
    end = time.monotonic() + LONG
    while True:
        try:
            return deed()
        except BusError:
            assert time.monotonic() < end, "the bus does not come back"
            time.sleep(0.02)


def test_a_connection_that_is_cut_is_an_error_and_then_made_anew(
    publisher: Publisher, walks: Subscription, proxy: Proxy
) -> None:
    first, second, third = (happened("walk.started", number) for number in (1, 2, 3))
    at_last(lambda: publisher.publish([first]))
    assert received_up_to(walks, first) == set()
    proxy.cut()
    with pytest.raises(BusError):
        publisher.publish([second])
    with pytest.raises(BusError):
        walks.receive(1, LONG)
    at_last(lambda: publisher.publish([third]))
    # A cut may take an acknowledgement with it, and what it was for comes again; the second may have arrived.
    assert received_up_to(walks, third) <= {first, second}


def received_up_to(walks: Subscription, last: bytes) -> set[bytes]:
    """What arrives before the last."""
    before: set[bytes] = set()
    while received := at_last(lambda: walks.receive(1, LONG)):
        with suppress(BusError):
            received[0].ack()
        if received[0].body == last:
            return before
        before.add(received[0].body)
    raise AssertionError("the last never arrived")


def test_a_broker_that_freezes_confirms_nothing_and_is_waited_for_no_longer_than_that(
    publisher: Publisher, walks: Subscription, proxy: Proxy
) -> None:
    at_last(lambda: publisher.publish([happened("walk.started", 1)]))
    proxy.freeze()
    with pytest.raises(BusError, match="confirmed nothing"):
        publisher.publish([happened("walk.started", 2)])
    with pytest.raises(BusError):
        publisher.publish([happened("walk.started", 2)])
    proxy.cut()
    proxy.heal()
    at_last(lambda: publisher.publish([happened("walk.started", 3)]))


def test_a_broker_that_freezes_is_missed_by_its_heartbeat(walks: Subscription, proxy: Proxy) -> None:
    proxy.freeze()
    with pytest.raises(BusError, match="heartbeat"):
        walks.receive(1, LONG)
    proxy.cut()
    proxy.heal()
    assert at_last(lambda: is_empty(walks))


def test_a_reader_that_only_waits_keeps_its_connection(publisher: Publisher, walks: Subscription) -> None:
    # On a machine that is too busy a heart that beats every second may miss some; one that does not beat always does.
    for _ in range(5):
        waiting = in_thread(lambda: walks.receive(1, LONG))
        time.sleep(4 * HEARTBEAT)
        at_last(lambda: publisher.publish([happened("walk.started")]))
        if waiting.exception(timeout=LONG) is None:
            return
    raise AssertionError("it never kept it")


def relay_until(relay: Relay, over: threading.Event) -> int:
    """Relay on through whatever happens, to the end of the log; how often the bus failed."""
    failures = 0
    while True:
        try:
            if not relay.relay_once() and over.is_set():
                return failures
        except BusError:
            failures += 1
            time.sleep(0.02)


def receive_until(walks: Subscription, last: int) -> list[int]:
    """The positions that arrive, as a reader sees them who goes on through whatever happens."""
    seen: list[int] = []
    end = time.monotonic() + LONG
    while last not in seen and time.monotonic() < end:
        try:
            for delivery in walks.receive(100, 0.2):
                seen.append(orjson.loads(delivery.body)["position"])
                delivery.ack()
        except BusError:
            time.sleep(0.02)
    return seen


def test_every_event_arrives_at_least_once_whatever_happens_on_the_way(
    log: EventLog, engine: Engine, publisher: Publisher, walks: Subscription, proxy: Proxy
) -> None:
    rng, over = random.Random(2), threading.Event()
    relaying = in_thread(partial(relay_until, Relay(log, engine, publisher, "bus", "only"), over))
    last = 1_200
    receiving = in_thread(partial(receive_until, walks, last))
    for _ in range(12):
        log.append(append(*[INTERRUPTED] * (last // 12)))
        trouble = rng.choice([proxy.cut, proxy.refuse, proxy.freeze])
        time.sleep(rng.uniform(0, 0.1))
        trouble()
        time.sleep(rng.choice([0.05, PATIENCE * 1.5]))
        proxy.cut()
        proxy.heal()
    over.set()
    assert relaying.result(timeout=LONG) > 0
    seen = receiving.result(timeout=LONG)
    first_seen = list(dict.fromkeys(seen))
    assert sorted(first_seen) == list(range(1, last + 1))
