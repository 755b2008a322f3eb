"""Every bus delivers what is published to whoever bound a queue to it."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import orjson
import pytest
from sqlalchemy import Engine

from contracts.events import OBSERVATION_EVENTS
from contracts.routing import FOLLOWUP_KEYS, FOLLOWUP_QUEUE
from services.eventlog.bus import Bus, BusError, Publisher, Subscription
from services.eventlog.log import EventLog
from services.eventlog.relay import Relay
from tests.eventlog.cast import INTERRUPTED, append, in_thread
from tests.patience import LONG
from tests.scaled.servers import AMQP, fresh_bus


@contextmanager
def bus_in_memory() -> Iterator[Bus]:
    yield Bus(f"memory://{uuid4()}")


@pytest.fixture(params=[bus_in_memory, *([pytest.param(fresh_bus, marks=pytest.mark.slow)] if AMQP else [])])
def bus(request: pytest.FixtureRequest) -> Iterator[Bus]:
    """A bus of each kind, with no queues yet."""
    with request.param() as bus:
        yield bus


@pytest.fixture
def publisher(bus: Bus) -> Iterator[Publisher]:
    publisher = bus.publisher()
    yield publisher
    publisher.close()


@pytest.fixture
def followup(bus: Bus) -> Iterator[Subscription]:
    """The queue of the follow-up service, declared."""
    subscription = bus.subscription(FOLLOWUP_QUEUE, FOLLOWUP_KEYS)
    subscription.receive(1, 0)
    yield subscription
    subscription.close()


def happened(what: str, number: int = 0) -> bytes:
    return orjson.dumps({"type": f"floorwalk.{what}", "number": number})


def received(subscription: Subscription, number: int) -> list[bytes]:
    """So many events, which a broker apart delivers in its own time."""
    bodies: list[bytes] = []
    end = time.monotonic() + LONG
    while len(bodies) < number and (left := end - time.monotonic()) > 0:
        deliveries = subscription.receive(number - len(bodies), left)
        for delivery in deliveries:
            delivery.ack()
        bodies += [delivery.body for delivery in deliveries]
    return bodies


def is_empty(subscription: Subscription) -> bool:
    """Once it was read from, a queue is there and bound."""
    return not subscription.receive(1, 0.02)


def test_it_delivers_byte_for_byte_and_in_order(publisher: Publisher, followup: Subscription) -> None:
    bodies = [orjson.dumps({"type": "floorwalk.walk.started", "said": "“naïve” 中", "n": n}) for n in range(50)]
    publisher.publish(bodies)
    assert received(followup, 50) == bodies
    assert is_empty(followup)


def test_it_delivers_what_a_queue_is_bound_to_and_nothing_else(bus: Bus, publisher: Publisher) -> None:
    walks = bus.subscription("walks", ["walk.*"])
    recorded = bus.subscription("recorded", ["observation.recorded", "absence.recorded"])
    assert is_empty(walks)
    assert is_empty(recorded)
    published = [happened(what) for what in ("walk.started", "observation.recorded", "walk.ended")]
    publisher.publish(published)
    assert received(walks, 2) == [published[0], published[2]]
    assert received(recorded, 1) == published[1:2]
    assert is_empty(walks)
    assert is_empty(recorded)
    walks.close()
    recorded.close()


def test_it_delivers_every_kind_of_event_to_the_follow_up_service(publisher: Publisher, followup: Subscription) -> None:
    published = [happened(event_type.removeprefix("floorwalk.")) for event_type in OBSERVATION_EVENTS]
    publisher.publish(published)
    assert received(followup, len(published)) == published


def test_it_hands_over_no_more_than_was_asked_for(publisher: Publisher, followup: Subscription) -> None:
    published = [happened("walk.started", number) for number in range(5)]
    publisher.publish(published)
    assert received(followup, 2) == published[:2]
    assert received(followup, 2) == published[2:4]
    assert received(followup, 1) == published[4:]


def test_waiting_ends_with_its_time(followup: Subscription) -> None:
    began = time.monotonic()
    assert followup.receive(1, 0.1) == []
    assert time.monotonic() - began >= 0.1


def test_an_event_wakes_who_waits_for_it(publisher: Publisher, followup: Subscription) -> None:
    waiting = in_thread(lambda: received(followup, 1))
    publisher.publish([happened("walk.started")])
    assert waiting.result(timeout=LONG) == [happened("walk.started")]


def test_an_event_for_others_does_not_end_the_waiting(bus: Bus) -> None:
    walks, publisher = bus.subscription("walks", ["walk.*"]), bus.publisher(mandatory=False)
    assert is_empty(walks)
    waiting = in_thread(lambda: received(walks, 1))
    publisher.publish([happened("observation.shared")])
    publisher.publish([happened("walk.started")])
    assert waiting.result(timeout=LONG) == [happened("walk.started")]
    walks.close()
    publisher.close()


def test_waiting_takes_no_time_of_the_processor(followup: Subscription) -> None:
    began = time.thread_time()
    assert followup.receive(1, 0.5) == []
    assert time.thread_time() - began < 0.25, "whoever spins takes all of it"


def test_a_queue_keeps_what_comes_while_nobody_reads(bus: Bus, publisher: Publisher, followup: Subscription) -> None:
    followup.close()
    publisher.publish([happened("walk.started")])
    successor = bus.subscription(FOLLOWUP_QUEUE, FOLLOWUP_KEYS)
    assert received(successor, 1) == [happened("walk.started")]
    successor.close()


def test_in_memory_those_who_give_the_same_url_share_the_bus_and_others_do_not() -> None:
    url = f"memory://{uuid4()}"
    followup, friend = Bus(url).subscription(FOLLOWUP_QUEUE, FOLLOWUP_KEYS), Bus(url).publisher()
    stranger = Bus(f"memory://{uuid4()}").publisher()
    assert is_empty(followup)
    stranger.publish([happened("walk.started", 1)])
    friend.publish([happened("walk.started", 2)])
    assert received(followup, 1) == [happened("walk.started", 2)]
    for each in (followup, friend, stranger):
        each.close()


def test_many_may_open_the_same_bus_at_the_same_moment(bus: Bus) -> None:
    def open_and_publish() -> Subscription:
        subscription = bus.subscription(str(uuid4()), ["walk.*"])
        subscription.receive(1, 0)
        return subscription

    opened = [in_thread(open_and_publish) for _ in range(8)]
    subscriptions = [subscription.result(timeout=LONG) for subscription in opened]
    publisher = bus.publisher()
    publisher.publish([happened("walk.started")])
    assert [received(subscription, 1) for subscription in subscriptions] == [[happened("walk.started")]] * 8
    publisher.close()
    for subscription in subscriptions:
        subscription.close()


def test_a_delivery_cannot_be_acknowledged_once_its_connection_is_gone(
    publisher: Publisher, followup: Subscription
) -> None:
    publisher.publish([happened("walk.started")])
    [delivery] = followup.receive(1, LONG)
    followup.close()
    with pytest.raises(BusError):
        delivery.ack()


def test_a_broker_that_is_not_there_is_an_error_of_the_bus() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        bus = Bus(f"amqp://127.0.0.1:{nobody.getsockname()[1]}//")
        with pytest.raises(BusError):
            bus.publisher().publish([happened("walk.started")])
        with pytest.raises(BusError):
            bus.subscription(FOLLOWUP_QUEUE, FOLLOWUP_KEYS).receive(1, 0)


def test_the_relay_brings_the_log_to_the_bus(
    log: EventLog, engine: Engine, publisher: Publisher, followup: Subscription
) -> None:
    log.append(append(INTERRUPTED, INTERRUPTED))
    relay = Relay(log, engine, publisher, "bus", "only")
    assert relay.relay_once()
    assert received(followup, 2) == log.read(0, 10)
