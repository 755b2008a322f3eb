"""Sessions: one that is over has an outcome, or whoever supervises its reps is asked for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.followup.cast import named
from tests.followup.reckoning.days import DAY, HOUR, Team, day_after
from tests.followup.reckoning.subjects import Late, Rep, Subject

MOMENT = timedelta(microseconds=1)


@dataclass(eq=False)
class Meeting(Subject):
    """``waiting`` are the reps for whom nobody has told what came of it; ``planned_at`` is when it was planned or
    moved last."""

    NOUN = "session"

    reps: list[Rep]
    ends_at: datetime
    planned_at: datetime
    waiting: list[Rep] = field(default_factory=list)

    @property
    def answering(self) -> Team:
        """Of those who wait whoever is there longest answers; of several the first by the order of ids."""
        in_order = sorted(self.waiting or self.reps, key=lambda rep: named(rep.name))
        stay = [rep for rep in in_order if rep.left_on is None]
        return (stay or sorted(in_order, key=_last_instant, reverse=True))[0].team

    def late_at(self, now: datetime) -> set[Late]:
        """Its outcome is late two hours after its end; that day it is due."""
        if self.is_over(now):
            return set()
        zone, owed_from = self.answering.zone, self.ends_at + 2 * HOUR
        day = (owed_from - MOMENT).astimezone(zone).date()
        return {("session_missed", 1, owed_from)} if day_after(day - DAY, zone) <= now else set()

    def is_over(self, now: datetime) -> bool:
        return all(rep.is_gone(now) for rep in self.waiting)


def _last_instant(rep: Rep) -> datetime:
    assert rep.left_on is not None
    return day_after(rep.left_on, rep.team.zone)
