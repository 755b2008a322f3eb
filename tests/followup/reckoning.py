"""What is late about a promise and how far it has climbed, reckoned by plain means: day by day, quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY, QUARTER, HOUR = timedelta(days=1), timedelta(minutes=15), timedelta(hours=1)

Late = tuple[str, int, datetime]
"""A reason, a revision, and the beginning."""


@dataclass
class Team:
    """``week`` are ISO weekdays, ``closed`` days on which the site does not work."""

    name: str
    zone: ZoneInfo
    week: frozenset[int]
    closed: set[date] = field(default_factory=set)

    def works(self, day: date) -> bool:
        return day.isoweekday() in self.week and day not in self.closed


@dataclass
class Rep:
    name: str
    team: Team
    away: list[tuple[date, date]] = field(default_factory=list)
    left_on: date | None = None

    def is_in(self, day: date) -> bool:
        return self.team.works(day) and not any(first <= day <= last for first, last in self.away)

    def is_gone(self, now: datetime) -> bool:
        return self.left_on is not None and day_after(self.left_on, self.team.zone) <= now

    def next_day_in(self, day: date) -> date:
        while not self.is_in(day):
            day += DAY
        return day


@dataclass
class Vow:
    """A promise as its events leave it."""

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

    @property
    def pending(self) -> bool:
        return self.standing in {"proposed", "open"}


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
    if vow.agreed:
        revision, due_on = vow.agreed
        overdue = day_after(vow.rep.next_day_in(due_on), zone)
        if overdue <= (now if vow.standing == "open" else min(now, vow.asked_at)):
            late.add((side, revision, max(overdue, vow.practised_at or vow.turn_since or overdue)))
    return late


def level_at(team: Team, began_at: datetime, now: datetime) -> int:
    """0 before it begins, then 1, and one more for each eight working hours, up to 3."""
    if now < began_at:
        return 0
    worked, day = timedelta(), began_at.astimezone(team.zone).date()
    while day <= now.astimezone(team.zone).date() and worked < 16 * HOUR:
        if team.works(day):
            opens = datetime.combine(day, time(9), team.zone).astimezone(UTC)
            closes = datetime.combine(day, time(17), team.zone).astimezone(UTC)
            worked += max(timedelta(), min(closes, now) - max(opens, began_at))
        day += DAY
    return 1 + min(2, worked // (8 * HOUR))


@lru_cache(maxsize=100_000)
def day_after(day: date, zone: ZoneInfo) -> datetime:
    """The first quarter of an hour after a local day."""
    at = datetime.combine(day, time(8), UTC)
    while at.astimezone(zone).date() <= day:
        at += QUARTER
    return at
