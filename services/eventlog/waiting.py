"""The appends that wait for the writer: handed in by many threads, taken out by one, many at a time."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from typing import Any

from services.eventlog.appending import Append, Appended
from services.eventlog.errors import LogClosed, LogUnavailable

ROOM = 1_024
"""How many appends may wait; one more is refused at once, for its caller is better told than kept."""

BATCH_APPENDS = 128
BATCH_EVENTS = 1_000
"""What is committed together at most, so that nobody waits long for others. A larger append goes alone."""


class Waiting:
    """One append on its way, with its events' data as they will be written, and its caller's answer to be.

    One caller waits for one answer. A lock is all that takes; a `concurrent.futures.Future`, which knows how to be
    cancelled and waited for by many, costs as much as all the rest of an append's way to the writer.
    """

    __slots__ = ("_answer", "_answered", "append", "data")

    def __init__(self, append: Append, data: Sequence[dict[str, Any]]) -> None:
        self.append = append
        self.data = data
        self._answer: Appended | BaseException | None = None
        self._answered = threading.Lock()
        self._answered.acquire()

    @property
    def is_answered(self) -> bool:
        return self._answer is not None

    def answer(self, answer: Appended | BaseException) -> None:
        """To be called once."""
        self._answer = answer
        self._answered.release()

    def result(self) -> Appended:
        """Wait for the answer; to be called once. Raises what it was answered with, where that is an error."""
        self._answered.acquire()
        if isinstance(self._answer, Appended):
            return self._answer
        raise self._answer or RuntimeError("answered with nothing")


class WaitingRoom:
    """First come, first served."""

    def __init__(self) -> None:
        self._waiting: deque[Waiting] = deque()
        self._changed = threading.Condition(threading.Lock())
        self._wanted = 0
        """How many the one who takes waits for; 0 while nobody does."""
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
            if 0 < self._wanted <= len(self._waiting):
                self._wanted = 0
                self._changed.notify()

    def take(self) -> list[Waiting]:
        """The next batch; waits for one. Empty when the room was closed and nobody is left in it."""
        with self._changed:
            self._wait_for(1, None)
            batch: list[Waiting] = []
            events = 0
            while self._waiting and len(batch) < BATCH_APPENDS:
                events += len(self._waiting[0].data)
                if batch and events > BATCH_EVENTS:
                    break
                batch.append(self._waiting.popleft())
            return batch

    def gather(self, wanted: int, seconds: float) -> bool:
        """Wait, though not for long, until so many are in. False when they did not come."""
        with self._changed:
            return self._wait_for(wanted, seconds)

    def close(self) -> None:
        """Nobody enters any more; who is in is still served."""
        with self._changed:
            self._open = False
            self._changed.notify_all()

    def _wait_for(self, wanted: int, seconds: float | None) -> bool:
        self._wanted = wanted
        enough = self._changed.wait_for(lambda: len(self._waiting) >= wanted or not self._open, seconds)
        self._wanted = 0
        return enough
