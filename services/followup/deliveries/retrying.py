"""When a delivery is tried again (`trust.md`, alert delivery). Pure."""

from __future__ import annotations

from datetime import timedelta

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""After the first attempt, the second, and so on; after the one that follows the last of them it is given up."""

_JITTER = 0.1


def wait_after(attempts: int, asked: timedelta | None, chance: float) -> timedelta | None:
    """How long to wait after so many attempts; None when there were enough.

    Args:
        attempts: at least 1.
        asked: how long the other side wants to be left alone.
        chance: from 0 to 1, so that many that failed together do not come back together.
    """
    if attempts > len(WAITS):
        return None
    wait = WAITS[attempts - 1] * (1 + _JITTER * chance)
    return max(wait, asked) if asked else wait
