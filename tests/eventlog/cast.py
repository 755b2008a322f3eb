"""Who appears in the tests of the log, and what they append."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid4, uuid5

import orjson
from sqlalchemy import Connection

from contracts.envelope import Envelope
from contracts.observations import Acknowledged
from services.eventlog.appending import Append, Appended, NewEvent, Receipt
from services.eventlog.log import EventLog
from tests.patience import LONG

Result = TypeVar("Result")

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def named_id(name: str) -> str:
    """A steady id for a name, so that a failing test tells who."""
    return str(uuid5(NAMESPACE_URL, f"https://floorwalk.example/{name}"))


AMARA, INES = named_id("amara"), named_id("ines")
"""A rep, and the supervisor who watches the floor."""

INTERRUPTED, GREETED, THANKED = named_id("interrupted"), named_id("greeted"), named_id("thanked")
"""Three observations of Amara."""


class SteppingClock:
    """Stands still until it is set."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def stream(observation: str) -> str:
    return f"observation/{observation}"


def acknowledged(observation: str = INTERRUPTED, event_id: str | None = None) -> NewEvent:
    """Amara has seen one of the notes about her."""
    return NewEvent(
        event=Acknowledged(observation_id=observation, rep_id=AMARA),
        id=event_id or str(uuid4()),
        time=NOON,
        partitionkey=AMARA,
        actor=AMARA,
        correlationid=named_id("correlation"),
    )


def append(
    *observations: str,
    expect: Mapping[str, int] | None = None,
    receipt: Receipt | None = None,
    within: Callable[[Connection], None] | None = None,
) -> Append:
    """One event for each of the observations; ``expect`` by observation."""
    expected = {stream(observation): version for observation, version in (expect or {}).items()}
    return Append([acknowledged(observation) for observation in observations], expected, receipt, within)


def receipt(key: str = "first", digest: bytes = b"digest", answer: bytes = b"answer") -> Receipt:
    return Receipt(key, digest, answer)


def envelopes(log: EventLog, after: int = 0) -> list[Envelope]:
    return [Envelope.from_json(body) for body in log.read(after, 100_000)]


def positions(log: EventLog) -> list[int]:
    return [orjson.loads(body)["position"] for body in log.read(0, 100_000)]


@contextmanager
def held_up(log: EventLog) -> Iterator[None]:
    """The writer is busy with an append that does not end before this does; whoever appends has to wait."""
    reached, released = threading.Event(), threading.Event()

    def hold(_connection: Connection) -> None:
        reached.set()
        released.wait()

    door = in_thread(lambda: log.append(Append([], within=hold)))
    reached.wait()
    try:
        yield
    finally:
        released.set()
        door.result()


def queue_up(log: EventLog, appends: Iterable[Append]) -> list[Future[Appended]]:
    """Have each wait for the writer, in this order. To be used while the writer is held up."""
    outcomes = []
    for one in appends:
        before = log.waiting
        outcomes.append(in_thread(partial(log.append, one)))
        until(partial(_is_queued, log, before, outcomes[-1]))
    return outcomes


def together(log: EventLog, appends: Iterable[Append]) -> list[Appended | BaseException]:
    """Have the appends taken as one batch, in this order."""
    with held_up(log):
        outcomes = queue_up(log, appends)
    return [outcome.exception() or outcome.result() for outcome in outcomes]


def _is_queued(log: EventLog, before: int, outcome: Future[Appended]) -> bool:
    return log.waiting > before or outcome.done()


def in_thread(deed: Callable[[], Result]) -> Future[Result]:
    """What the deed returns or raises, in a thread of its own."""
    outcome: Future[Result] = Future()

    def run() -> None:
        try:
            outcome.set_result(deed())
        except BaseException as err:
            outcome.set_exception(err)

    threading.Thread(target=run, daemon=True).start()
    return outcome


def until(condition: Callable[[], bool], seconds: float = LONG) -> None:
    """Wait for what cannot announce itself."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came to pass"
        time.sleep(0.0005)
