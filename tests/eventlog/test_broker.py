"""What RabbitMQ promises beyond the broker in memory."""

from __future__ import annotations

from collections.abc import Iterator

import orjson
import pytest

from services.eventlog.bus import BusError, Publisher, Subscription
from tests.eventlog.test_bus import happened, is_empty, received
from tests.patience import LONG
from tests.scaled.servers import PrefixedBus, delete_queues, fresh_bus

pytestmark = pytest.mark.slow


@pytest.fixture
def bus() -> Iterator[PrefixedBus]:
    with fresh_bus() as bus:
        yield bus


@pytest.fixture
def publisher(bus: PrefixedBus) -> Iterator[Publisher]:
    publisher = bus.publisher()
    yield publisher
    publisher.close()


@pytest.fixture
def walks(bus: PrefixedBus) -> Iterator[Subscription]:
    """A queue that hears of walks, declared."""
    subscription = bus.subscription("walks", ["walk.*"])
    assert is_empty(subscription)
    yield subscription
    subscription.close()


def test_more_than_may_be_on_their_way_arrive_in_order(publisher: Publisher, walks: Subscription) -> None:
    bodies = [happened("walk.started", number) for number in range(2_500)]
    publisher.publish(bodies)
    assert received(walks, 2_500) == bodies


def test_an_event_nobody_is_bound_to_is_an_error_that_names_its_key(publisher: Publisher, walks: Subscription) -> None:
    with pytest.raises(BusError, match=r"alert\.raised"):
        publisher.publish([happened("walk.started", 1), happened("alert.raised"), happened("walk.started", 2)])
    publisher.publish([happened("walk.started", 3)])
    assert [orjson.loads(body)["number"] for body in received(walks, 3)] == [1, 2, 3]


def test_an_event_that_may_go_unheard_does_so(bus: PrefixedBus, walks: Subscription) -> None:
    publisher = bus.publisher(mandatory=False)
    publisher.publish([happened("alert.raised"), happened("walk.started")])
    assert received(walks, 1) == [happened("walk.started")]
    publisher.close()


def test_what_was_not_acknowledged_comes_again(bus: PrefixedBus, publisher: Publisher, walks: Subscription) -> None:
    bodies = [happened("walk.started", number) for number in range(3)]
    publisher.publish(bodies)
    [first, *_] = walks.receive(3, LONG)
    first.ack()
    walks.close()
    assert received(walks, 2) == bodies[1:], "the one that was closed may be used again"


def test_one_reader_at_a_time_and_the_next_one_takes_over(
    bus: PrefixedBus, publisher: Publisher, walks: Subscription
) -> None:
    standby = bus.subscription("walks", ["walk.*"])
    assert is_empty(standby)
    publisher.publish([happened("walk.started", 1)])
    assert is_empty(standby)
    assert received(walks, 1) == [happened("walk.started", 1)]
    walks.close()
    publisher.publish([happened("walk.started", 2)])
    assert received(standby, 1) == [happened("walk.started", 2)]
    standby.close()


def test_a_queue_that_is_deleted_is_an_error_and_then_made_anew(
    bus: PrefixedBus, publisher: Publisher, walks: Subscription
) -> None:
    delete_queues(bus)
    with pytest.raises(BusError, match=r"walk\.started"):
        publisher.publish([happened("walk.started")])
    with pytest.raises(BusError):
        walks.receive(1, LONG)
    assert is_empty(walks)
    publisher.publish([happened("walk.started")])
    assert received(walks, 1) == [happened("walk.started")]
