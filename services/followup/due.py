"""When a promise falls due: the due day, and the instants at which it becomes due soon and overdue. Pure.

Source of the rules: the domain's statuses. A due date is a local date at the rep's site; its due day is that
date or, where the site is closed or the rep away on it, the next day the site works and the rep is in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from contracts.due_day import Absence, due_day_of
from contracts.workdays import Site, end_of_day, start_of_day, within_calendar

DAYS_TO_ANSWER = 3
"""Working days a rep has to confirm or decline before it is told to somebody."""

_STEPS = 400
_DAY = timedelta(days=1)


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


def answer_due(asked_on: date, site: Site, absences: Iterable[Absence] = ()) -> datetime:
    """The end of the third working day, of the site and the rep, after the one on which a rep was asked to confirm."""
    away = tuple(absences)
    day = within_calendar(asked_on)
    for _ in range(DAYS_TO_ANSWER):
        day = due_day_of(day + _DAY, site, away)
    return end_of_day(day, site.zone)


def _working_day_before(day: date, site: Site) -> date:
    """The site's; whether the rep is in on it does not matter for a reminder."""
    for back in range(1, _STEPS):
        if site.works_on(day - back * _DAY):
            return day - back * _DAY
    return day - _DAY
