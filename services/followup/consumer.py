"""The consumer: what the bus brings, in order; what the bus has lost, from the feed.

A message is applied when it follows the checkpoint. A smaller position is a repeat, a larger one means a gap,
and then the feed is read from the checkpoint on. It is read, too, at the start, after a silence, and often
enough to know the head of the log.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, Protocol

import orjson
from sqlalchemy import Engine

from services.eventlog.database import writing
from services.eventlog.errors import BusError
from services.followup.feed import PAGE, Feed, FeedUnavailable, Page
from services.followup.progress import note_head
from services.followup.projection.live import LiveProjector
from services.followup.readmodel.generations import CheckpointMoved, drop_retired

SILENCE_SECONDS = 1.0
"""How long the bus may be silent before the feed is asked."""

_HEAD_SECONDS = 5.0
_RECEIVE = 500

_log = logging.getLogger(__name__)


class Delivery(Protocol):
    """One message. ``ack`` raises BusError when it cannot be told, and then it comes again."""

    @property
    def body(self) -> bytes: ...

    def ack(self) -> None: ...


class Subscription(Protocol):
    """Where messages come from; waits up to ``timeout`` seconds for the first."""

    def receive(self, limit: int, timeout: float) -> Sequence[Delivery]: ...


class _Held(NamedTuple):
    """A message in hand, which is acknowledged when it is committed."""

    position: int
    event: dict[str, Any]
    delivery: Delivery


class Consumer:
    """Keeps the live generation up with the observation log.

    Args:
        system: system time in seconds.
        silence: seconds to wait for a message before the feed is asked.
    """

    def __init__(
        self,
        engine: Engine,
        subscription: Subscription,
        feed: Feed,
        system: Callable[[], float] = time.time,
        silence: float = SILENCE_SECONDS,
    ) -> None:
        self._engine = engine
        self._subscription = subscription
        self._feed = feed
        self._system = system
        self._silence = silence
        self._projector = LiveProjector(engine)
        self._behind = True
        self._silent = True
        self._head = -1
        self._head_noted = 0.0
        self._asked = 0.0
        self._held: list[_Held] = []

    def consume_once(self) -> bool:
        """Apply what came, and what the feed has beyond it. False when there was nothing new.

        Raises:
            SQLAlchemyError: the database refuses; nothing was acknowledged that is not in it.
        """
        self._held += self._receive()
        before = self._projector.checkpoint()
        try:
            checkpoint = self._apply_run(before)
            if self._must_ask_the_feed(checkpoint):
                checkpoint = self._follow_feed(checkpoint)
        except CheckpointMoved:
            # Another consumer was quicker, or another generation is read now: look again.
            return True
        self._acknowledge(checkpoint)
        return checkpoint > before

    def _receive(self) -> list[_Held]:
        timeout = 0.0 if self._behind else self._silence
        try:
            deliveries = self._subscription.receive(_RECEIVE, timeout)
        except BusError as err:
            _log.warning("the bus failed, the feed carries on: %s", err)
            self._silent = True
            return []
        self._silent = not deliveries
        return [held for delivery in deliveries if (held := _held(delivery))]

    def _apply_run(self, checkpoint: int) -> int:
        """Apply the messages that follow the checkpoint without a gap; the checkpoint after them."""
        run = []
        for held in sorted(self._held, key=lambda held: held.position):
            if held.position == checkpoint + 1:
                run.append(held.event)
                checkpoint += 1
        if run:
            self._projector.apply(run)
        return checkpoint

    def _must_ask_the_feed(self, checkpoint: int) -> bool:
        gap = any(held.position > checkpoint for held in self._held)
        return gap or self._silent or self._behind or self._system() - self._asked > _HEAD_SECONDS

    def _follow_feed(self, checkpoint: int) -> int:
        """Apply a page of what follows the checkpoint; the checkpoint after it."""
        self._behind, self._asked = False, self._system()
        try:
            page = self._feed.page(checkpoint, PAGE)
        except FeedUnavailable as err:
            _log.warning("the feed gives nothing now: %s", err)
            return checkpoint
        if page.events:
            self._projector.apply(page.events)
            checkpoint = page.events[-1]["position"]
        self._note_head(page)
        self._behind = bool(page.events) and checkpoint < page.head
        return checkpoint

    def _note_head(self, page: Page) -> None:
        """Keep the head for whoever asks how far behind the read model is; not at every silent second. Now and then
        is often enough, too, for what a rebuild has left."""
        if page.events or page.head != self._head or self._asked - self._head_noted > _HEAD_SECONDS:
            with writing(self._engine) as connection:
                note_head(connection, page.head, self._asked)
                drop_retired(connection, int(self._asked * 1_000_000))
            self._head, self._head_noted = page.head, self._asked

    def _acknowledge(self, checkpoint: int) -> None:
        """Acknowledge what is committed; what is not yet is held, for a message is never put back."""
        waiting = [held for held in self._held if held.position > checkpoint]
        for held in self._held:
            if held.position <= checkpoint:
                _acknowledge(held.delivery)
        self._held = waiting


def _held(delivery: Delivery) -> _Held | None:
    try:
        event = orjson.loads(delivery.body)
        return _Held(event["position"], event, delivery)
    except (orjson.JSONDecodeError, KeyError, TypeError):
        _log.error("a message on the bus is no event; the feed has what it should have been")
        _acknowledge(delivery)
        return None


def _acknowledge(delivery: Delivery) -> None:
    try:
        delivery.ack()
    except BusError as err:
        # It comes again, as a repeat.
        _log.warning("a message could not be acknowledged: %s", err)
