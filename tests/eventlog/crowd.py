"""A process of many threads that append to one log, for the tests that start several of it, and kill some.

    python -m tests.eventlog.crowd URL NAME THREADS APPENDS [LAST]

Every append is known beforehand by its name, so that another crowd of the same NAME repeats them. Each one that
is acknowledged is told on standard output, as ``<write> <position>``, before the next one is made. After the LAST
that it is to tell it kills itself, in the middle of what its other threads do.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from collections.abc import Iterator

from sqlalchemy import Connection

from contracts.clock import system_clock
from services.eventlog.appending import Append, Receipt
from services.eventlog.database import open_database
from services.eventlog.errors import EventIdTaken, VersionConflict
from services.eventlog.log import EventLog
from tests.eventlog.cast import acknowledged, named_id, stream


class Refusal(Exception):
    """A rule said no."""


def main(url: str, name: str, threads: int, appends: int, last: int) -> None:
    engine = open_database(url)
    log = EventLog(engine, "/observation", system_clock)
    tell = Teller(last)
    crowd = [
        threading.Thread(target=append_all, args=(log, f"{name}-{each}", appends, tell)) for each in range(threads)
    ]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    log.close()
    engine.dispose()


class Teller:
    """Tells of what was acknowledged, and is killed after the last."""

    def __init__(self, last: int) -> None:
        self._left = last

    def __call__(self, line: str) -> None:
        os.write(1, f"{line}\n".encode())
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def append_all(log: EventLog, name: str, appends: int, tell: Teller) -> None:
    rng = random.Random(name)
    for write in writes(name, appends):
        if rng.random() < 0.2:
            be_refused(log, rng)
        done = log.append(to_append(write))
        tell(f"{write} {done.last_position}")


def writes(name: str, appends: int) -> Iterator[str]:
    """What one thread will write, by name."""
    return (f"{name}-{number}" for number in range(appends))


def event_ids(write: str) -> list[str]:
    """One write in three is of two events."""
    return [named_id(f"{write} {part}") for part in range(2 if int(write.rsplit("-", 1)[1]) % 3 == 0 else 1)]


def to_append(write: str) -> Append:
    events = [acknowledged(named_id(write), event_id) for event_id in event_ids(write)]
    return Append(events, {stream(named_id(write)): 0}, Receipt(write, b"digest", write.encode()))


def be_refused(log: EventLog, rng: random.Random) -> None:
    """An append that must fail, in one way or another, and leave nothing."""
    unheard = named_id(f"unheard {rng.random()}")
    twice = acknowledged(unheard)
    kinds: list[tuple[Append, type[Exception]]] = [
        (Append([acknowledged(unheard)], {stream(unheard): 5}), VersionConflict),
        (Append([acknowledged(unheard)], within=refuse), Refusal),
        (Append([twice, twice]), EventIdTaken),
    ]
    refused, reason = rng.choice(kinds)
    try:
        log.append(refused)
    except reason:
        return
    raise AssertionError(f"{reason.__name__} was to be expected")


def refuse(_connection: Connection) -> None:
    raise Refusal


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:6]))
