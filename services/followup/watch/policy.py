"""How a team wants to be told of what is late: the ladder, and what delays or bundles what is sent. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Literal, get_args

from services.followup.watch.worktime import WorkHours

Audience = Literal["owing", "supervisors", "manager", "ops"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
"""Whoever owes; the supervisors of the rep's team; the manager of that team; everybody in operations."""

REMINDER, FIRST = 0, 1
"""The levels of the kind word on the due day, and of the first word that something is late."""

HIGHEST = 9


@dataclass(frozen=True, slots=True)
class Rung:
    """At ``level``, which is reached ``after`` so much working time of being late, these are told.

    Level 0 is reached when the due day begins, whatever ``after`` says.
    """

    level: int
    after: timedelta
    tells: tuple[Audience, ...]


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local times between which nothing is sent; ``start`` may be after ``end``, past midnight."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class Caps:
    """How many messages one person gets at most; what is beyond waits and goes out as a digest."""

    per_hour: int
    per_day: int


_WORKDAY = timedelta(hours=8)

_LADDER = (
    Rung(REMINDER, timedelta(), ("owing",)),
    Rung(FIRST, timedelta(), ("supervisors",)),
    Rung(2, _WORKDAY, ("manager",)),
    Rung(3, 2 * _WORKDAY, ("ops",)),
)
"""`domain.md`: the supervisor when overdue, their manager after 1 working day, operations after 2."""

_HOURS = WorkHours(time(9), time(17))
_QUIET = QuietHours(time(20), time(7))
_CAPS = Caps(per_hour=20, per_day=60)


@dataclass(frozen=True, slots=True)
class AlertPolicy:
    """What one team is alerted by.

    ``grace`` is how long, by any clock, something may be late before the ladder begins. ``digest_from`` is from how
    many waiting messages on one person gets them as one. ``not_seen_after`` is after how many working days without
    being seen a rep becomes an alert; None: never. ``put_at`` is when it was put; None: it is the product's own.
    ``unseen_since`` is since when it asks that, whatever else of it was changed meanwhile.
    """

    ladder: tuple[Rung, ...] = _LADDER
    hours: WorkHours = _HOURS
    grace: timedelta = timedelta()
    quiet: QuietHours | None = _QUIET
    caps: Caps = _CAPS
    digest_from: int = 5
    not_seen_after: int | None = None
    put_at: datetime | None = field(default=None, compare=False)
    unseen_since: datetime | None = field(default=None, compare=False)

    def rung(self, level: int) -> Rung | None:
        """None where the ladder leaves the level out."""
        return next((rung for rung in self.ladder if rung.level == level), None)

    @property
    def reminds(self) -> bool:
        """Whether there is a word on the due day."""
        return self.rung(REMINDER) is not None


DEFAULT_POLICY = AlertPolicy()
"""Counts for every team that has no policy of its own, until operations changes it."""
