"""The rhythm of a rep's sessions: when the next one is, and what has to happen so that it is planned. Pure.

Its dates are counted in weeks from the first one, whatever became of the sessions. On a date on which the site is
closed or the rep away, the session is on the next day on which the site works and the rep is in; where that would be
the next date of the rhythm, or later, it is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from contracts.due_day import Absence, due_day_of
from contracts.workdays import LAST_DAY, Site, local_day

_DAY = timedelta(days=1)
_TRIES = 600
"""So many dates, at one a week, are more than the ten years after which nobody is waited for."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Every so many weeks from ``first_on``, at a time on the wall of the site."""

    first_on: date
    every_weeks: int
    at: time
    minutes: int


@dataclass(frozen=True, slots=True)
class Slot:
    """``cadence_on`` is the date of the rhythm, ``starts_at`` the instant at which the session itself begins."""

    cadence_on: date
    starts_at: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Planned:
    """The session that the rhythm planned last. ``by_hand``: somebody chose its time."""

    slot: Slot
    by_hand: bool
    is_over: bool

    @property
    def ends_at(self) -> datetime:
        return self.slot.starts_at + timedelta(minutes=self.slot.minutes)


Move = Literal["nothing", "schedule", "reschedule", "cancel"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done now; ``look_at`` is when to ask again at the latest, None: not before something changes."""

    move: Move
    slot: Slot | None = None
    look_at: datetime | None = None


def first_date(weekday: int, at: time, site: Site, now: datetime) -> date:
    """The first date of a rhythm that is set now: a weekday whose time is still to come. Monday is 1."""
    today = local_day(now, site.zone)
    day = today + timedelta(days=(weekday - today.isoweekday()) % 7)
    return day if start_of(day, at, site) > now else day + timedelta(days=7)


def start_of(day: date, at: time, site: Site) -> datetime:
    """The instant at which a site's clock shows a time.

    One that it shows twice is the first of both; one that it skips is as much later as the clock skips.
    """
    return datetime.combine(day, at, site.zone).astimezone(UTC)


def next_slot(
    rhythm: Rhythm, site: Site, absences: Iterable[Absence], after: date | None, now: datetime
) -> Slot | None:
    """The first date behind ``after`` whose session is still to come; None for somebody who is never in again."""
    away = tuple(absences)
    # A session is never put off by as much as a step, so that dates further back than one are over.
    earliest = local_day(now, site.zone) - timedelta(weeks=rhythm.every_weeks, days=2)
    floor = max(earliest, after or date.min, rhythm.first_on - _DAY)
    for day in _dates(rhythm, floor):
        on = due_day_of(day, site, away)
        starts_at = start_of(on, rhythm.at, site)
        if on < day + timedelta(weeks=rhythm.every_weeks) and starts_at > now:
            return Slot(day, starts_at, rhythm.minutes)
    return None


def plan(
    rhythm: Rhythm | None,
    site: Site,
    absences: Iterable[Absence],
    planned: Planned | None,
    after: date | None,
    last_day: date | None,
    now: datetime,
) -> Plan:
    """What makes the next session of a rep be the one that the rhythm asks for.

    Args:
        rhythm: None once it has ended.
        after: the date of the last session that had an outcome.
        last_day: of a rep who leaves.
    """
    pending = planned if planned is not None and not planned.is_over and planned.ends_at > now else None
    if pending is not None and pending.slot.starts_at <= now:
        return Plan("nothing", look_at=pending.ends_at)
    if pending is None and planned is not None and not planned.is_over:
        after = max(after or date.min, planned.slot.cadence_on)
    slot = next_slot(rhythm, site, absences, after, now) if rhythm else None
    if slot is not None and last_day is not None and local_day(slot.starts_at, site.zone) > last_day:
        slot = None
    return _towards(pending, slot)


def _towards(pending: Planned | None, slot: Slot | None) -> Plan:
    """What somebody chose by hand stays."""
    if pending is None:
        return Plan("schedule", slot, _end(slot)) if slot else Plan("nothing")
    if pending.by_hand or slot == pending.slot:
        return Plan("nothing", look_at=pending.ends_at)
    return Plan("reschedule", slot, _end(slot)) if slot else Plan("cancel")


def _end(slot: Slot) -> datetime:
    return slot.starts_at + timedelta(minutes=slot.minutes)


def _dates(rhythm: Rhythm, after: date) -> Iterator[date]:
    """The dates of the rhythm behind one day, as many as it takes to get past any absence that is one."""
    step = 7 * rhythm.every_weeks
    number = max(0, (after - rhythm.first_on).days // step + 1)
    for each in range(number, number + _TRIES):
        if (LAST_DAY - rhythm.first_on).days <= each * step:
            return
        yield rhythm.first_on + timedelta(days=each * step)
