"""How far a phone's time may be from the server's (`contract.md`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from contracts.problems import INVALID, Problem

AHEAD = timedelta(minutes=5)
BACK = timedelta(days=60)


def phone_time(now: datetime, body: Mapping[str, Any], field: str = "occurred_at") -> datetime:
    """The phone's time, or ``now``, the server's.

    Raises:
        Problem: 422, too far ahead or back.
    """
    at: datetime = body.get(field) or now
    within_reach(at, now, BACK, field)
    return at


def within_reach(at: datetime, now: datetime, back: timedelta, field: str = "occurred_at") -> None:
    """
    Raises:
        Problem: 422, too far ahead or back.
    """
    if at > now + AHEAD:
        raise Problem(INVALID, errors={field: ["That is more than 5 minutes ahead of the server's clock."]})
    if at < now - back:
        raise Problem(INVALID, errors={field: [f"That is more than {back.days:,} days ago."]})
