"""Domain time: system time plus the offset that a home remembers.

``FLOORWALK_CLOCK`` sets the offset when the product starts in a home for the first time with that value. The same
value again keeps it, so that time goes on over a restart; another value sets it anew; without a value it stays.

Processes that share no home are given the system instant as well, ``<instant>@<system instant>``: from these two
each of them reckons the same offset.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import orjson

from contracts.clock import Clock, system_clock
from contracts.instants import parse_instant, wire_instant
from floorwalk.private_files import write_private

_MICROSECOND = timedelta(microseconds=1)


class ClockError(Exception):
    """The home's clock cannot be read."""


@dataclass(frozen=True, slots=True)
class _Stored:
    value: datetime
    offset: timedelta


def start_clock(path: Path, wanted: datetime | None, now: Clock = system_clock) -> timedelta:
    """The offset to run with; a new wish is written to the home first, by the first of those who start together.

    Raises:
        ClockError: what the home keeps cannot be read.
    """
    with _alone(path) if wanted is not None else nullcontext():
        return _start(path, wanted, now)


def _start(path: Path, wanted: datetime | None, now: Clock) -> timedelta:
    stored = _read(path)
    if wanted is not None and (stored is None or stored.value != wanted):
        stored = _Stored(wanted, wanted - now())
        wire = {"value": wire_instant(wanted), "offset_micros": stored.offset // _MICROSECOND}
        write_private(path, orjson.dumps(wire))
    return stored.offset if stored else timedelta()


def home_offset(path: Path) -> timedelta:
    """The offset of the home, zero where it was never moved.

    Raises:
        ClockError: what the home keeps cannot be read.
    """
    stored = _read(path)
    return stored.offset if stored else timedelta()


def moved_clock(offset: timedelta, now: Clock = system_clock) -> Clock:
    """Domain time under an offset."""
    return lambda: now() + offset


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read(path: Path) -> _Stored | None:
    try:
        wire = orjson.loads(path.read_bytes())
        return _Stored(parse_instant(wire["value"]), wire["offset_micros"] * _MICROSECOND)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise ClockError(f"{path} cannot be read: {err}") from err
