"""What is late about a promise and how far it has climbed, reckoned by plain means: day by day, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

DAY, QUARTER, HOUR = timedelta(days=1), timedelta(minutes=15), timedelta(hours=1)

Late = tuple[str, int, datetime]
"""A reason, a revision, and the beginning."""

Pause = tuple[datetime, datetime]
"""From when, until when."""


@dataclass
class Team:
    """``week`` are ISO weekdays, ``closed`` days on which the site does not work. The rest is its policy: the hours
    that count, after how many of them levels 2 and 3 are reached, and what is left aside at first."""

    name: str
    zone: ZoneInfo
    week: frozenset[int]
    closed: set[date] = field(default_factory=set)
    opens: int = 9
    closes: int = 17
    delays: tuple[int, int] = (8, 16)
    grace: timedelta = timedelta()
    reminds: bool = True
    silences: dict[str, Pause] = field(default_factory=dict)

    def works(self, day: date) -> bool:
        return day.isoweekday() in self.week and day not in self.closed


@dataclass
class Rep:
    name: str
    team: Team
    away: dict[str, tuple[date, date]] = field(default_factory=dict)
    left_on: date | None = None

    def is_in(self, day: date) -> bool:
        return self.team.works(day) and not any(first <= day <= last for first, last in self.away.values())

    def is_gone(self, now: datetime) -> bool:
        return self.left_on is not None and day_after(self.left_on, self.team.zone) <= now

    def next_day_in(self, day: date) -> date:
        while not self.is_in(day):
            day += DAY
        return day


@dataclass
class Vow:
    """A promise as its events leave it. ``pauses`` are the times in which what was late about it was in hand."""

    name: str
    rep: Rep
    due_on: date
    asked_at: datetime
    revision: int = 1
    standing: str = "proposed"
    agreed: tuple[int, date] | None = None
    practised_at: datetime | None = None
    turn_since: datetime | None = None
    last_revision: int = 1
    pauses: dict[Late, list[Pause]] = field(default_factory=dict)

    @property
    def pending(self) -> bool:
        return self.standing in {"proposed", "open"}

    def pauses_of(self, late: Late) -> list[Pause]:
        return [*self.pauses.get(late, ()), *self.rep.team.silences.values()]


def late_at(vow: Vow, now: datetime) -> set[Late]:
    """What should be alerted of at ``now``; what begins later is due today."""
    if not vow.pending or vow.rep.is_gone(now):
        return set()
    zone, late = vow.rep.team.zone, set[Late]()
    side = "rep_owes" if vow.practised_at is None else "supervisor_owes"
    if vow.standing == "open":
        due_day = vow.rep.next_day_in(vow.due_on)
        if day_after(due_day - DAY, zone) <= now < day_after(due_day, zone):
            late.add((side, vow.revision, day_after(due_day, zone)))
    else:
        answer_day = vow.asked_at.astimezone(zone).date()
        for _ in range(3):
            answer_day = vow.rep.next_day_in(answer_day + DAY)
        if day_after(answer_day - DAY, zone) <= now:
            late.add(("unconfirmed", vow.revision, day_after(answer_day, zone)))
    if fell := fell_at(vow, now):
        revision, overdue = fell
        late.add((side, revision, max(overdue, vow.practised_at or vow.turn_since or overdue)))
    return late


def fell_at(vow: Vow, now: datetime) -> tuple[int, datetime] | None:
    """The revision that is overdue, and since when."""
    if not vow.agreed or not vow.pending or vow.rep.is_gone(now):
        return None
    revision, due_on = vow.agreed
    overdue = day_after(vow.rep.next_day_in(due_on), vow.rep.team.zone)
    return (revision, overdue) if overdue <= (now if vow.standing == "open" else min(now, vow.asked_at)) else None


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
