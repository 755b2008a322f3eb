"""Domain time: what the rules of coaching take for now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present instant of domain time, aware, in UTC."""


def system_clock() -> datetime:
    """Domain time where it was not moved."""
    return datetime.now(UTC)
