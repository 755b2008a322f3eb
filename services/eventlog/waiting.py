"""The appends that wait for the writer: handed in by many threads, taken out by one, many at a time."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from services.eventlog.appending import Append, Appended
from services.eventlog.errors import LogClosed, LogUnavailable

ROOM = 1_024
"""How many appends may wait; one more is refused at once, for its caller is better told than kept."""

BATCH_APPENDS = 128
BATCH_EVENTS = 1_000
"""What is committed together at most, so that nobody waits long for others. A larger append goes alone."""


@dataclass(frozen=True)
class Waiting:
    """One append on its way, with its events' data as they will be written, and its caller's answer to be."""

    append: Append
    data: Sequence[dict[str, Any]]
    answer: Future[Appended] = field(default_factory=Future)


class WaitingRoom:
    """First come, first served."""

    def __init__(self) -> None:
        self._waiting: deque[Waiting] = deque()
        self._changed = threading.Condition()
        self._open = True

    def __len__(self) -> int:
        return len(self._waiting)

    def enter(self, waiting: Waiting) -> None:
        """Raises LogClosed after `close`, LogUnavailable when the room is full."""
        with self._changed:
            if not self._open:
                raise LogClosed("the log is closed")
            if len(self._waiting) >= ROOM:
                raise LogUnavailable(f"{ROOM} appends are waiting already")
            self._waiting.append(waiting)
            self._changed.notify()

    def take(self) -> list[Waiting]:
        """The next batch; waits for one. Empty when the room was closed and nobody is left in it."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or not self._open)
            batch: list[Waiting] = []
            events = 0
            while self._waiting and len(batch) < BATCH_APPENDS:
                events += len(self._waiting[0].data)
                if batch and events > BATCH_EVENTS:
                    break
                batch.append(self._waiting.popleft())
            return batch

    def close(self) -> None:
        """Nobody enters any more; who is in is still served."""
        with self._changed:
            self._open = False
            self._changed.notify_all()
