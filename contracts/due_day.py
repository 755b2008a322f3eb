"""The day on which something that was set for a date is due: that date, or the next on which the site works and the rep
is in. Pure.

Source of the rule: the domain's statuses. The same holds for the days of a rep's standing sessions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from contracts.workdays import Site, within_calendar

_FURTHEST = timedelta(days=3_660)
_STEPS = 400
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Absence:
    """A rep is away from ``from_on`` to ``to_on``, both days included."""

    from_on: date
    to_on: date

    def covers(self, day: date) -> bool:
        return self.from_on <= day <= self.to_on


def due_day_of(due_on: date, site: Site, absences: Iterable[Absence] = ()) -> date:
    """``due_on`` or the next day on which the site works and the rep is in.

    Somebody away for more than ten years is taken to be in: what was promised is not to be forgotten.
    A site that never works has its due days on the dates themselves.
    """
    due_on = within_calendar(due_on)
    found = _next_day_in(due_on, site, tuple(absences))
    if found is None:
        found = _next_day_in(due_on, site, ())
    return found or due_on


def _next_day_in(day: date, site: Site, absences: tuple[Absence, ...]) -> date | None:
    """The search jumps over absences and tries so many days that no calendar of a site that works escapes it."""
    furthest = within_calendar(min(day, date.max - _FURTHEST) + _FURTHEST)
    for _ in range(_STEPS):
        if day > furthest:
            return None
        away_until = max((absence.to_on for absence in absences if absence.covers(day)), default=None)
        if away_until is not None:
            day = min(away_until, furthest) + _DAY
        elif site.works_on(day):
            return day
        else:
            day += _DAY
    return None
