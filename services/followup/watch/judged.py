"""Something that the watch looked at, and what it found late about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from contracts.workdays import local_day, start_of_day
from services.followup.watch.lateness import Lateness

_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Judged:
    """``about`` is the subject. ``touched_at`` is when the last thing happened that may have changed its lateness, and
    ``gone_from`` when the rep's departure ends it, if nothing else has."""

    about: str
    rep_id: str
    team_id: str | None
    touched_at: datetime
    gone_from: datetime | None
    lateness: Lateness


@lru_cache(maxsize=4_096)
def day_that_ends(instant: datetime, timezone: str) -> datetime:
    """When the local day began that ends at an instant, or in which it lies."""
    zone = ZoneInfo(timezone)
    return start_of_day(local_day(instant - _MICROSECOND, zone), zone)
