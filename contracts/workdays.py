"""When a site works: its zone, its working week, its holidays. Pure.

Local days are taken from the IANA zone as they were: a day may begin at one o'clock, and a zone that crossed
the date line has a day that never was (Pacific/Apia, 2011-12-30).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(9998, 12, 31)
"""Days before and after are taken for these, so that no date a client can send leaves the calendar."""

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Site:
    """Where a team works. ``working_days`` are ISO weekdays, ``country`` is "GB" or, with a subdivision, "GB-ENG"."""

    timezone: str
    working_days: frozenset[int]
    holidays: frozenset[date] = frozenset()
    country: str | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def works_on(self, day: date) -> bool:
        return (
            day.isoweekday() in self.working_days
            and day not in self.holidays
            and day not in public_holidays(self.country, day.year)
            and is_a_day(day, self.zone)
        )


UNKNOWN_SITE = Site("UTC", frozenset({1, 2, 3, 4, 5}))
"""Taken for the site of somebody whose team is not known."""


@lru_cache(maxsize=4_096)
def public_holidays(country: str | None, year: int) -> frozenset[date]:
    """The public holidays of a country or subdivision; none where it is not known to the calendar."""
    if not country:
        return frozenset()
    code, _, subdivision = country.partition("-")
    try:
        return frozenset(holidays.country_holidays(code, subdiv=subdivision or None, years=year))
    except NotImplementedError:
        return frozenset()


def local_day(instant: datetime, zone: ZoneInfo) -> date:
    """The date on the wall at an instant."""
    return instant.astimezone(zone).date()


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first instant whose local date is ``day``, or a later one where the zone never had that day."""
    return _first_instant(within_calendar(day), zone)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The local midnight that ends a day: the first instant of the next day there is."""
    return _first_instant(within_calendar(day) + _DAY, zone)


def is_a_day(day: date, zone: ZoneInfo) -> bool:
    """Whether the zone had such a day."""
    return local_day(start_of_day(day, zone), zone) == day


def within_calendar(day: date) -> date:
    return min(max(day, FIRST_DAY), LAST_DAY)


def _first_instant(day: date, zone: ZoneInfo) -> datetime:
    guess = datetime.combine(day, time(), zone).astimezone(UTC)
    before = guess - _SECOND
    if local_day(before, zone) < day:
        return guess
    # Midnight fell into a gap that began before it, so the guess is late: look for the change of the clock.
    early, late = guess - _DAY, guess
    while late - early > _SECOND:
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        if local_day(middle, zone) < day:
            early = middle
        else:
            late = middle
    return late
