"""Days at a site, and how long people worked in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

DAY, QUARTER, HOUR = timedelta(days=1), timedelta(minutes=15), timedelta(hours=1)

Pause = tuple[datetime, datetime]
"""From when, until when."""


@dataclass
class Team:
    """``week`` are ISO weekdays, ``closed`` days on which the site does not work. The rest is its policy: the hours
    that count, after how many of them levels 2 and 3 are reached, what is left aside at first, for how many working
    days a rep may be unseen, and since when that is asked."""

    name: str
    zone: ZoneInfo
    week: frozenset[int]
    closed: set[date] = field(default_factory=set)
    opens: int = 9
    closes: int = 17
    delays: tuple[int, int] = (8, 16)
    grace: timedelta = timedelta()
    reminds: bool = True
    unseen_days: int | None = None
    unseen_since: datetime | None = None
    silences: dict[str, Pause] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        return day.isoweekday() in self.week and day not in self.closed


def level_at(team: Team, began_at: datetime, now: datetime, pauses: Iterable[Pause]) -> int:
    """0 before it counts as late, then 1, and one more for each delay that has passed in working hours."""
    late_from = began_at + team.grace
    if now < late_from:
        return 0
    worked, day, resting = timedelta(), late_from.astimezone(team.zone).date(), list(pauses)
    last, enough = now.astimezone(team.zone).date(), max(team.delays) * HOUR
    while day <= last and worked < enough:
        opens, closes = hours_of(team, day)
        worked += without(max(opens, late_from), min(closes, now), resting)
        day += DAY
    return 1 + sum(worked >= delay * HOUR for delay in team.delays)


def a_working_day_after(team: Team, start: datetime) -> datetime:
    """When as many working hours have passed as a day has by the clock on the wall."""
    left, day = (team.closes - team.opens) * HOUR, start.astimezone(team.zone).date()
    while True:
        opens, closes = hours_of(team, day)
        here = max(timedelta(), closes - max(opens, start))
        if here >= left:
            return max(opens, start) + left
        left, day = left - here, day + DAY


def hours_of(team: Team, day: date) -> Pause:
    """When the team works on a day; nothing of it where it does not."""
    opens = datetime.combine(day, time(team.opens), team.zone).astimezone(UTC)
    closes = datetime.combine(day, time(team.closes), team.zone).astimezone(UTC)
    return (opens, closes) if team.works(day) else (opens, opens)


def without(start: datetime, end: datetime, pauses: list[Pause]) -> timedelta:
    """How long it is from one instant to another, less what any pause covers: cut at each of their ends, the pieces
    that lie in none are put together."""
    if start >= end:
        return timedelta()
    near = [pause for pause in pauses if pause[0] < end and pause[1] > start]
    cuts = sorted({start, end, *(cut for pause in near for cut in pause if start < cut < end)})
    pieces = pairwise(cuts)
    return sum((to - since for since, to in pieces if not rests(since, near)), timedelta())


def rests(now: datetime, pauses: Iterable[Pause]) -> bool:
    return any(start <= now < end for start, end in pauses)


@lru_cache(maxsize=100_000)
def day_after(day: date, zone: ZoneInfo) -> datetime:
    """The first quarter of an hour after a local day."""
    at = datetime.combine(day, time(8), UTC)
    while at.astimezone(zone).date() <= day:
        at += QUARTER
    return at
