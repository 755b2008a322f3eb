"""Counting in a site's working hours, leaving out the times in which nobody is to be pressed. Pure.

Source of the rule: the ladder climbs "in working hours of the site" (`domain.md`, ladder), so that a weekend or a
holiday brings nobody's manager into it. A site says on which days it works, the alert policy between which hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from contracts.workdays import LAST_DAY, Site, local_day

_DAY = timedelta(days=1)
_FURTHEST = 400
"""Days that are looked through; where a site does not work in them every hour counts instead."""


@dataclass(frozen=True, slots=True)
class Span:
    """From ``start`` on, up to but without ``end``."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class WorkHours:
    """Local times of one day: ``start`` is before ``end``."""

    start: time
    end: time

    @property
    def a_day(self) -> timedelta:
        """How long a working day is by the clock on the wall."""
        return timedelta(hours=self.end.hour - self.start.hour, minutes=self.end.minute - self.start.minute)


def after(start: datetime, work: timedelta, site: Site, hours: WorkHours, pauses: Iterable[Span] = ()) -> datetime:
    """The instant at which ``work`` has passed in working hours since ``start``, the pauses left out.

    Where nothing is to pass it is ``start``, or the end of the pause that covers it.
    """
    resting = _merged(pauses)
    left, last = work, start
    for span in _working(start, site, hours) if work else _always(start):
        for free in _without(span, resting):
            length = free.end - free.start
            if length >= left:
                return free.start + left
            left, last = left - length, free.end
    return last + left


@dataclass(frozen=True, slots=True)
class Rest:
    """Of an instant: when the pause that covers it ends, and when the last one before it ended; None for neither."""

    until: datetime | None
    since: datetime | None


def rest_at(now: datetime, pauses: Iterable[Span]) -> Rest:
    """How ``now`` lies among the pauses."""
    resting = _merged(pauses)
    until = next((pause.end for pause in resting if pause.start <= now < pause.end), None)
    return Rest(until, max((pause.end for pause in resting if pause.end <= now), default=None))


def _always(start: datetime) -> Iterator[Span]:
    yield Span(start, datetime.max.replace(tzinfo=UTC))


def _working(start: datetime, site: Site, hours: WorkHours) -> Iterator[Span]:
    """The working hours from ``start`` on, day by day."""
    day, zone = local_day(start, site.zone), site.zone
    for _ in range(_FURTHEST):
        if day > LAST_DAY:
            return
        if site.works_on(day):
            opens = datetime.combine(day, hours.start, zone).astimezone(UTC)
            closes = datetime.combine(day, hours.end, zone).astimezone(UTC)
            if max(opens, start) < closes:
                yield Span(max(opens, start), closes)
        day += _DAY


def _without(span: Span, resting: Sequence[Span]) -> Iterator[Span]:
    """What is left of a span beside the pauses, which are in order and apart."""
    start = span.start
    for pause in resting:
        if pause.end <= start:
            continue
        if pause.start >= span.end:
            break
        if pause.start > start:
            yield Span(start, pause.start)
        start = pause.end
    if start < span.end:
        yield Span(start, span.end)


def _merged(pauses: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for pause in sorted(pauses, key=lambda span: (span.start, span.end)):
        if merged and pause.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, pause.end))
        elif pause.start < pause.end:
            merged.append(pause)
    return merged
