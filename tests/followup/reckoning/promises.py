"""Promises: what is late about one, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tests.followup.reckoning.days import DAY, Team, day_after
from tests.followup.reckoning.subjects import Late, Rep, Subject


@dataclass(eq=False)
class Vow(Subject):
    """A promise as its events leave it."""

    NOUN = "commitment"

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

    @property
    def answering(self) -> Team:
        return self.rep.team

    def is_over(self, now: datetime) -> bool:
        return not self.pending or self.rep.is_gone(now)

    def late_at(self, now: datetime) -> set[Late]:
        if self.is_over(now):
            return set()
        zone, late = self.rep.team.zone, set[Late]()
        side = "rep_owes" if self.practised_at is None else "supervisor_owes"
        if self.standing == "open":
            due_day = self.rep.next_day_in(self.due_on)
            if day_after(due_day - DAY, zone) <= now < day_after(due_day, zone):
                late.add((side, self.revision, day_after(due_day, zone)))
        else:
            answer_day = self.asked_at.astimezone(zone).date()
            for _ in range(3):
                answer_day = self.rep.next_day_in(answer_day + DAY)
            if day_after(answer_day - DAY, zone) <= now:
                late.add(("unconfirmed", self.revision, day_after(answer_day, zone)))
        if fell := self.fell_at(now):
            revision, overdue = fell
            late.add((side, revision, max(overdue, self.practised_at or self.turn_since or overdue)))
        return late

    def fell_at(self, now: datetime) -> tuple[int, datetime] | None:
        """The revision that is overdue, and since when."""
        if not self.agreed or self.is_over(now):
            return None
        revision, due_on = self.agreed
        overdue = day_after(self.rep.next_day_in(due_on), self.rep.team.zone)
        judged_at = now if self.standing == "open" else min(now, self.asked_at)
        return (revision, overdue) if overdue <= judged_at else None
