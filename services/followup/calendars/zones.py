"""A site's time zone as a calendar has to be told it: each change of its clocks by itself.

The library's own description of a zone begins summer time by the clock of after the change, an hour late in London.
RFC 5545 (3.6.5) means the clock of before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)


@lru_cache(maxsize=512)
def described(timezone: str, first_year: int, last_year: int) -> Timezone:
    """The zone from the beginning of one year to the end of another."""
    zone = ZoneInfo(timezone)
    begin, end = datetime(first_year, 1, 1, tzinfo=UTC) - _DAY, datetime(last_year + 1, 1, 1, tzinfo=UTC) + _DAY
    told = Timezone()
    told.add("TZID", timezone)
    told.add_component(_observance(zone, begin, begin))
    for change in _changes(zone, begin, end):
        told.add_component(_observance(zone, change - _SECOND, change))
    return told


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    at = begin
    while at < end:
        following = at + _DAY
        if _shown(zone, at) != _shown(zone, following):
            yield _change(zone, at, following)
        at = following


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second in which the clocks changed between two instants."""
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if _shown(zone, middle) == _shown(zone, before):
            before = middle
        else:
            after = middle
    return after


def _shown(zone: ZoneInfo, instant: datetime) -> tuple[timedelta | None, str | None]:
    local = instant.astimezone(zone)
    return local.utcoffset(), local.tzname()


def _observance(zone: ZoneInfo, before: datetime, since: datetime) -> TimezoneDaylight | TimezoneStandard:
    was, now = before.astimezone(zone).utcoffset() or timedelta(), since.astimezone(zone)
    part = TimezoneDaylight() if now.dst() else TimezoneStandard()
    part.add("DTSTART", (since.replace(tzinfo=None) + was).replace(microsecond=0))
    part.add("TZOFFSETFROM", was)
    part.add("TZOFFSETTO", now.utcoffset() or timedelta())
    part.add("TZNAME", now.tzname() or zone.key)
    return part
