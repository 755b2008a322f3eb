"""Which level an alert has come to, and when it comes to the next. Pure.

Acknowledging, snoozing and silencing make the ladder stand still: the time they cover does not count. So no later
level can overtake an acknowledgement, and none is skipped because of one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from contracts.workdays import Site
from services.followup.watch.policy import FIRST, REMINDER, AlertPolicy
from services.followup.watch.worktime import Span, after


@dataclass(frozen=True, slots=True)
class Step:
    """A level, and when it is reached."""

    level: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Climb:
    """``reached`` are the levels come to by now, in order; ``next_at`` is when the next is reached, if any is."""

    reached: tuple[Step, ...]
    next_at: datetime | None


def climb(
    policy: AlertPolicy, site: Site, remind_at: datetime, began_at: datetime, pauses: Collection[Span], now: datetime
) -> Climb:
    """Where on its ladder something is.

    Args:
        site: whose working days count.
        remind_at: when whoever owes is to hear of it; level 0, which is left out once the first is reached.
        began_at: since when it is late; it may lie ahead.
        pauses: when the ladder stood or will stand still.
    """
    late_from = began_at + policy.grace
    steps = [
        Step(rung.level, _reached_at(policy, site, late_from, rung.level, pauses))
        for rung in policy.ladder
        if rung.level != REMINDER
    ]
    if policy.reminds and remind_at < steps[0].at and now < steps[0].at:
        steps.insert(0, Step(REMINDER, remind_at))
    reached = tuple(step for step in steps if step.at <= now)
    return Climb(reached, min((step.at for step in steps if step.at > now), default=None))


def _reached_at(policy: AlertPolicy, site: Site, late_from: datetime, level: int, pauses: Collection[Span]) -> datetime:
    """The first level is a fact of the calendar, which nothing delays; the others wait for working time to pass."""
    rung = policy.rung(level)
    if rung is None or level == FIRST:
        return late_from
    return after(late_from, rung.after, site, policy.hours, pauses)
