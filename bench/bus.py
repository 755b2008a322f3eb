"""How quickly events are brought to RabbitMQ and taken from it, each confirmed and each acknowledged.

FLOORWALK_TEST_AMQP=amqp://guest:guest@localhost// python -m bench.bus
"""

from __future__ import annotations

import statistics
import time

import orjson

from bench.figures import Figure, keep
from services.eventlog.bus import Publisher, Subscription
from services.eventlog.relay import BATCH
from tests.scaled.servers import AMQP, fresh_bus

EVENTS = 5_000
ROUNDS = 5


def main() -> None:
    """Publish in the relay's batches, and read what came; keep the medians. Nothing where no server is named."""
    if not AMQP:
        return
    bodies = [orjson.dumps({"type": "floorwalk.walk.started", "number": n, "said": "x" * 900}) for n in range(EVENTS)]
    with fresh_bus() as bus:
        publisher, subscription = bus.publisher(), bus.subscription("bench", ["#"])
        subscription.receive(1, 0)
        measured = [(publish(publisher, bodies), receive(subscription)) for _ in range(ROUNDS)]
        one_by_one = publish_one_by_one(publisher, bodies[:500])
        subscription.close()
        publisher.close()
    published, received = zip(*measured, strict=True)
    keep(
        "bus",
        [
            Figure(f"Published to RabbitMQ, confirmed, {BATCH} at once", statistics.median(published), "/s"),
            Figure("Published to RabbitMQ, confirmed, one by one", one_by_one, "/s"),
            Figure("Received from RabbitMQ, acknowledged", statistics.median(received), "/s"),
        ],
    )


def publish(publisher: Publisher, bodies: list[bytes]) -> int:
    began = time.perf_counter()
    for start in range(0, len(bodies), BATCH):
        publisher.publish(bodies[start : start + BATCH])
    return round(len(bodies) / (time.perf_counter() - began))


def publish_one_by_one(publisher: Publisher, bodies: list[bytes]) -> int:
    began = time.perf_counter()
    for body in bodies:
        publisher.publish([body])
    return round(len(bodies) / (time.perf_counter() - began))


def receive(subscription: Subscription) -> int:
    began, received = time.perf_counter(), 0
    while received < EVENTS:
        for delivery in subscription.receive(BATCH, 5):
            delivery.ack()
            received += 1
    return round(received / (time.perf_counter() - began))


if __name__ == "__main__":
    main()
