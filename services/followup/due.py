"""When a promise falls due: the due day, and the instants at which it becomes due soon and overdue. Pure.

Source of the rules: the domain's statuses. A due date is a local date at the rep's site; its due day is that
date or, where the site is closed or the rep away on it, the next day the site works and the rep is in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.followup.workdays import Site, end_of_day, start_of_day, within_calendar

DAYS_TO_ANSWER = 3
"""Working days a rep has to confirm or decline before it is told to somebody."""

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


@dataclass(frozen=True, slots=True)
class DueWindow:
    """``due_soon_from`` starts the working day before the due day, ``overdue_from`` ends the due day."""

    due_day: date
    due_soon_from: datetime
    overdue_from: datetime


def due_window(due_on: date, site: Site, absences: Iterable[Absence] = ()) -> DueWindow:
    """When a promise for ``due_on`` is due soon, due and overdue."""
    due_day = due_day_of(due_on, site, absences)
    return DueWindow(
        due_day=due_day,
        due_soon_from=start_of_day(_working_day_before(due_day, site), site.zone),
        overdue_from=end_of_day(due_day, site.zone),
    )


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


def answer_due(asked_on: date, site: Site, absences: Iterable[Absence] = ()) -> datetime:
    """The end of the third working day, of the site and the rep, after the one on which a rep was asked to confirm."""
    away = tuple(absences)
    day = within_calendar(asked_on)
    for _ in range(DAYS_TO_ANSWER):
        day = due_day_of(day + _DAY, site, away)
    return end_of_day(day, site.zone)


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


def _working_day_before(day: date, site: Site) -> date:
    """The site's; whether the rep is in on it does not matter for a reminder."""
    for back in range(1, _STEPS):
        if site.works_on(day - back * _DAY):
            return day - back * _DAY
    return day - _DAY
