"""The way off the bus."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from services.eventlog.broker import Channel, Entity, Message, kombu
from services.eventlog.doorbell import Doorbell
from services.eventlog.errors import BusError
from services.eventlog.line import Line
from services.eventlog.topology import declare

PREFETCH = 1_000
"""How many events the broker hands over before one of them is acknowledged."""


@dataclass(frozen=True)
class Delivery:
    """One event as it was published."""

    body: bytes
    acknowledge: Callable[[], None] = field(repr=False)

    def ack(self) -> None:
        """Tell the broker that what the event caused is committed; never before it is.

        Raises:
            BusError: the broker cannot be told, and will deliver it again.
        """
        self.acknowledge()


class Subscription:
    """Receives from one queue, for one thread.

    Args:
        bell: rung when something may have come, where it comes from this process.
    """

    def __init__(self, line: Line, queue: Entity, bell: Doorbell | None) -> None:
        self._line = line
        self._queue = queue
        self._bell = bell
        self._channel: Channel | None = None
        self._ready: deque[Delivery] = deque()

    def receive(self, limit: int, timeout: float) -> list[Delivery]:
        """What has arrived, up to ``limit``; waits up to ``timeout`` seconds for the first.

        Raises:
            BusError: the broker failed. What was not acknowledged comes again, from a broker that keeps it.
        """
        end = time.monotonic() + timeout
        with self._line.channel() as channel:
            if channel is not self._channel:
                self._consume(channel)
            while not self._ready and self._wait(end - time.monotonic()):
                pass
            while len(self._ready) < limit and self._line.drain(0):
                pass
        return [self._ready.popleft() for _ in range(min(limit, len(self._ready)))]

    def close(self) -> None:
        self._channel = None
        self._line.close()

    def _consume(self, channel: Channel) -> None:
        # What was handed over on an earlier channel can be acknowledged no more, and comes again.
        self._ready.clear()
        self._channel = channel
        declare(self._queue, channel)
        consumer = kombu.Consumer(channel, [self._queue], on_message=self._take, auto_declare=False)
        consumer.qos(prefetch_count=PREFETCH)
        consumer.consume()

    def _take(self, message: Message) -> None:
        body = message.body.encode() if isinstance(message.body, str) else bytes(message.body)
        self._ready.append(Delivery(body, partial(self._acknowledge, message, self._channel)))

    def _acknowledge(self, message: Message, came_on: Channel | None) -> None:
        with self._line.channel() as channel:
            if channel is not came_on:
                raise BusError("the connection it came on is gone")
            message.ack()

    def _wait(self, timeout: float) -> bool:
        """Wait for something to come. False when the time is over."""
        if self._bell is None:
            return self._line.drain(max(timeout, 0))
        rings = self._bell.rings
        return self._line.drain(0) or (timeout > 0 and self._bell.wait_beyond(rings, timeout))
