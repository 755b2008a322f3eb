"""System time as the web database keeps it."""

from __future__ import annotations

from collections.abc import Callable

Now = Callable[[], float]
"""Gives system time in seconds since 1970, like ``time.time``."""

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def stamp(now: Now) -> int:
    """Whole microseconds."""
    return int(now() * SECOND)
