"""The loop that keeps the read model up with the observation log."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from sqlalchemy import Engine

from contracts.routing import FOLLOWUP_KEYS, FOLLOWUP_QUEUE
from floorwalk.parts.loops import Loop
from services.eventlog.bus import Bus, Delivery, Subscription
from services.eventlog.errors import BusError
from services.followup.consumer import Consumer
from services.followup.feed import Feed

_LONGEST_PAUSE = 5.0


class Consuming:
    """
    Args:
        applied: called when something new is in the read model.
    """

    def __init__(self, engine: Engine, bus: Bus, feed: Feed, applied: Callable[[], None] = lambda: None) -> None:
        self._arrivals = Arrivals(bus.subscription(FOLLOWUP_QUEUE, FOLLOWUP_KEYS))
        self._consumer = Consumer(engine, self._arrivals, feed)
        self._applied = applied
        self.loop = Loop("consumer", self._consume, idle_wait=0.0)

    def close(self) -> None:
        self._arrivals.close()

    def bus_state(self) -> str:
        """``ok``, or why the bus brings nothing now. The feed carries on."""
        return self._arrivals.state

    def _consume(self) -> bool:
        found = self._consumer.consume_once()
        if found:
            self._applied()
        return found


class Arrivals:
    """A subscription that is not asked again at once after it failed, since whoever waits for it would wait no
    longer: the time it was given is spent, and connections are tried at growing distances."""

    def __init__(self, subscription: Subscription, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._subscription = subscription
        self._monotonic = monotonic
        self._failures = 0
        self._not_before = 0.0
        self.state = "ok"

    def receive(self, limit: int, timeout: float) -> Sequence[Delivery]:
        """
        Raises:
            BusError: the bus failed, or did a moment ago.
        """
        began = self._monotonic()
        try:
            return self._receive(limit, timeout)
        except BusError:
            time.sleep(max(0.0, timeout - (self._monotonic() - began)))
            raise

    def close(self) -> None:
        self._subscription.close()

    def _receive(self, limit: int, timeout: float) -> Sequence[Delivery]:
        if self._monotonic() < self._not_before:
            raise BusError("it failed a moment ago")
        try:
            arrived = self._subscription.receive(limit, timeout)
        except BusError as err:
            self.state = f"away: {err}".splitlines()[0]
            self._failures += 1
            self._not_before = self._monotonic() + min(0.25 * 2**self._failures, _LONGEST_PAUSE)
            raise
        self._failures, self.state = 0, "ok"
        return arrived
