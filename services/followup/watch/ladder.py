"""Which level an alert has come to, and when it comes to the next. Pure.

Acknowledging, snoozing and silencing make the ladder stand still: the time they cover does not count, and what was
reached before them and not told yet waits for their end. So no later level can overtake an acknowledgement, and none is
skipped because of one. Where nobody could be told at a level, the next is reached at once instead of after its delay.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from contracts.workdays import Site
from services.followup.watch.policy import FIRST, REMINDER, AlertPolicy
from services.followup.watch.worktime import Rest, Span, after, rest_at


@dataclass(frozen=True, slots=True)
class Step:
    """A level, and when it is reached; ``hurried`` where that is before its time, for want of anybody to tell below."""

    level: int
    at: datetime
    hurried: bool = False


@dataclass(frozen=True, slots=True)
class Climb:
    """``reached`` are the levels come to by now, in order; ``next_at`` is when there may be more to tell.

    While ``rest`` covers now, levels above the first are not told; what is told later is dated after it.
    """

    reached: tuple[Step, ...]
    next_at: datetime | None
    rest: Rest

    def tells(self, step: Step) -> bool:
        """Whether a level that was reached is told now; while the ladder stands still, only the first is."""
        return step.level <= FIRST or self.rest.until is None

    def dated(self, step: Step) -> datetime:
        """When it came to this level for those who are told of it."""
        return step.at if step.level <= FIRST else max(step.at, self.rest.since or step.at)


def climb(
    policy: AlertPolicy,
    site: Site,
    remind_at: datetime,
    began_at: datetime,
    pauses: Collection[Span],
    now: datetime,
    unreached: Step | None = None,
) -> Climb:
    """Where on its ladder something is.

    Args:
        site: whose working days count.
        remind_at: when whoever owes is to hear of it; level 0, which is left out once the first is reached.
        began_at: since when it is late; it may lie ahead.
        pauses: when the ladder stood or will stand still.
        unreached: the level at which nobody could be told, and since when that is known.
    """
    late_from = began_at + policy.grace
    steps = [
        Step(rung.level, _reached_at(policy, site, late_from, rung.level, pauses))
        for rung in policy.ladder
        if rung.level != REMINDER
    ]
    if unreached is not None:
        steps = _hurried(steps, unreached, pauses)
    if policy.reminds and remind_at < steps[0].at and now < steps[0].at:
        steps.insert(0, Step(REMINDER, remind_at))
    reached = tuple(step for step in steps if step.at <= now)
    rest = rest_at(now, pauses)
    later = [*(step.at for step in steps if step.at > now), *([rest.until] if rest.until else ())]
    return Climb(reached, min(later, default=None), rest)


def _reached_at(policy: AlertPolicy, site: Site, late_from: datetime, level: int, pauses: Collection[Span]) -> datetime:
    """The first level is a fact of the calendar, which nothing delays; the others wait for working time to pass."""
    rung = policy.rung(level)
    if rung is None or level == FIRST:
        return late_from
    return after(late_from, rung.after, site, policy.hours, pauses)


def _hurried(steps: Sequence[Step], unreached: Step, pauses: Collection[Span]) -> list[Step]:
    """The level above the one at which nobody could be told waits for nothing but the end of a pause. A reminder that
    reached nobody makes nothing late."""
    if unreached.level < FIRST:
        return list(steps)
    above = min((step.level for step in steps if step.level > unreached.level), default=None)
    at = _after_pauses(unreached.at, pauses)
    return [Step(step.level, at, hurried=True) if step.level == above and at < step.at else step for step in steps]


def _after_pauses(at: datetime, pauses: Collection[Span]) -> datetime:
    for pause in sorted(pauses, key=lambda pause: pause.start):
        if pause.start <= at < pause.end:
            at = pause.end
    return at
