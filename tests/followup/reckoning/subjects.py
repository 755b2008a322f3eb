"""What may be told of, and the reps it is about, who may be told of themselves: whom nobody has seen for too long."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from tests.followup.cast import named
from tests.followup.reckoning.days import DAY, Pause, Team, day_after

Late = tuple[str, int, datetime]
"""A reason, a revision, and the beginning."""


@dataclass(eq=False)
class Subject(ABC):
    """``pauses`` are the times in which what was late about it was in hand."""

    NOUN: ClassVar[str]

    name: str
    pauses: dict[Late, list[Pause]] = field(default_factory=dict, kw_only=True)

    @property
    def about(self) -> str:
        return f"{self.NOUN}/{named(self.name)}"

    @property
    @abstractmethod
    def answering(self) -> Team:
        """The team whose supervisors answer for it, and by whose hours it climbs."""

    @abstractmethod
    def late_at(self, now: datetime) -> set[Late]:
        """What should be alerted of at ``now``; what begins later is due today."""

    @abstractmethod
    def is_over(self, now: datetime) -> bool:
        """Whether nothing about it can be late any more."""

    def pauses_of(self, late: Late) -> list[Pause]:
        return [*self.pauses.get(late, ()), *self.answering.silences.values()]


@dataclass(eq=False)
class Rep(Subject):
    """``seen`` has when somebody looked, by the name of the look."""

    NOUN = "person"

    team: Team
    away: dict[str, tuple[date, date]] = field(default_factory=dict)
    left_on: date | None = None
    seen: dict[str, datetime] = field(default_factory=dict)

    @property
    def answering(self) -> Team:
        return self.team

    def is_in(self, day: date) -> bool:
        return self.team.works(day) and not any(first <= day <= last for first, last in self.away.values())

    def is_gone(self, now: datetime) -> bool:
        return self.left_on is not None and day_after(self.left_on, self.team.zone) <= now

    def next_day_in(self, day: date) -> date:
        while not self.is_in(day):
            day += DAY
        return day

    def late_at(self, now: datetime) -> set[Late]:
        """The rep was in on as many working days as the policy allows after the day of the last look, or, where there
        was none, after the day from which the policy asks."""
        team, since = self.team, max(self.seen.values(), default=self.team.unseen_since)
        if team.unseen_days is None or since is None or self.is_gone(now):
            return set()
        day = since.astimezone(team.zone).date()
        for _ in range(team.unseen_days):
            day = self.next_day_in(day + DAY)
        if now < day_after(day - DAY, team.zone):
            return set()
        return {("not_seen", 1, day_after(day, team.zone))}

    def is_over(self, now: datetime) -> bool:
        return self.is_gone(now)
