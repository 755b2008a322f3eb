"""Many threads of several processes write one log, and some of the processes are killed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial

import orjson
import pytest
from sqlalchemy import Engine

from contracts.instants import parse_instant
from services.eventlog.log import EventLog
from tests.eventlog.cast import in_thread
from tests.eventlog.crowd import event_ids, writes
from tests.patience import LONG

pytestmark = pytest.mark.slow

THREADS = 16


@contextmanager
def crowd_of(
    url: str, name: str, appends: int, threads: int = THREADS, last: int = 0
) -> Iterator[subprocess.Popen[str]]:
    """A process at work, which ends with the test in any case, or is killed at about so many acknowledgements."""
    command = [sys.executable, "-m", "tests.eventlog.crowd", url, name, *map(str, (threads, appends, last))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as crowd:
        try:
            yield crowd
        finally:
            crowd.kill()


def at_its_end(crowd: subprocess.Popen[str]) -> dict[str, int]:
    """What a crowd had been told when it had done all its work."""
    lines, _ = crowd.communicate(timeout=LONG)
    assert crowd.returncode == 0
    return told(lines.splitlines(True))


def at_its_death(crowd: subprocess.Popen[str]) -> dict[str, int]:
    """What a crowd had been told when it was killed."""
    lines, _ = crowd.communicate(timeout=LONG)
    assert crowd.returncode == -signal.SIGKILL
    return told(lines.splitlines(True))


def all_events(name: str, appends: int, threads: int = THREADS) -> list[str]:
    """Every event a crowd will have written at its end."""
    names = (f"{name}-{each}" for each in range(threads))
    return [event for thread in names for write in writes(thread, appends) for event in event_ids(write)]


def told(lines: Iterable[str]) -> dict[str, int]:
    """Write and position of each line; a line that was cut short by a kill was not told."""
    return {write: int(position) for write, _, position in (line.partition(" ") for line in lines if line[-1:] == "\n")}


def follow(log: EventLog, until: int) -> list[tuple[int, str]]:
    """Position and id of each event as a reader sees them who reads on behind the writers."""
    seen: list[tuple[int, str]] = []
    while len(seen) < until:
        last = seen[-1][0] if seen else 0
        assert log.wait_beyond(last, timeout=LONG) > last, "the writers came to a halt"
        seen.extend((body["position"], body["id"]) for body in map(orjson.loads, log.read(last, 100)))
    return seen


def in_log(log: EventLog) -> dict[str, int]:
    """Position of each event by its id, which also shows that none is there twice and no position is left out."""
    head = log.head()
    bodies = [orjson.loads(body) for body in log.read(0, 100_000)]
    assert [body["position"] for body in bodies] == list(range(1, len(bodies) + 1))
    assert len(bodies) >= head
    recorded = [parse_instant(body["recordedtime"]) for body in bodies]
    assert recorded == sorted(recorded)
    positions = {body["id"]: body["position"] for body in bodies}
    assert len(positions) == len(bodies)
    return positions


def test_a_reader_behind_two_crowds_sees_every_event_once_and_in_order(
    database_url: str, engine: Engine, log: EventLog
) -> None:
    appends = 25
    expected = all_events("ines", appends) + all_events("ray", appends)
    reader: Future[list[tuple[int, str]]] = in_thread(lambda: follow(log, len(expected)))
    with crowd_of(database_url, "ines", appends) as ines, crowd_of(database_url, "ray", appends) as ray:
        acknowledged = at_its_end(ines) | at_its_end(ray)
    seen = reader.result(timeout=LONG)
    assert [position for position, _ in seen] == list(range(1, len(expected) + 1))
    assert sorted(event for _, event in seen) == sorted(expected)
    positions = in_log(log)
    assert {write: positions[event_ids(write)[-1]] for write in acknowledged} == acknowledged


def test_what_was_acknowledged_survives_a_kill_and_repeating_all_of_it_is_harmless(
    database_url: str, engine: Engine, log: EventLog
) -> None:
    appends = 50
    with crowd_of(database_url, "ray", appends) as survivor:
        with crowd_of(database_url, "ines", appends, last=random.Random(1).randint(1, 300)) as crowd:
            acknowledged = at_its_death(crowd)
        positions = in_log(log)
        assert {write: positions[event_ids(write)[-1]] for write in acknowledged} == acknowledged
        with crowd_of(database_url, "ines", appends) as again:
            assert at_its_end(again).items() >= acknowledged.items()
        at_its_end(survivor)
    assert sorted(in_log(log)) == sorted(all_events("ines", appends) + all_events("ray", appends))


def test_of_four_processes_each_may_be_killed_and_come_back(database_url: str, engine: Engine, log: EventLog) -> None:
    names, appends, threads = ("ines", "ray", "maeve", "amara"), 20, 4
    rng = random.Random(4)

    def killed_and_back(name: str) -> dict[str, int]:
        with crowd_of(database_url, name, appends, threads, last=rng.randint(1, 40)) as crowd:
            acknowledged = at_its_death(crowd)
        with crowd_of(database_url, name, appends, threads) as again:
            assert at_its_end(again).items() >= acknowledged.items()
        return acknowledged

    lives = [in_thread(partial(killed_and_back, name)) for name in names]
    acknowledged = {write: at for life in lives for write, at in life.result(timeout=LONG).items()}
    positions = in_log(log)
    assert {write: positions[event_ids(write)[-1]] for write in acknowledged} == acknowledged
    assert sorted(positions) == sorted(event for name in names for event in all_events(name, appends, threads))
