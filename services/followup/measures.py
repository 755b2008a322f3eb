"""What signals say: the mean of some days, whether a promise's measure is met, which way a signal goes. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from services.followup.noise import Sample, difference

Comparison = Literal["at_least", "at_most"]
MeasureState = Literal["met", "not_met", "no_signals", "so_far_met", "so_far_not_met", "none_yet"]
Trend = Literal["up", "down", "steady", "too_few"]

TREND_DAYS = 14
"""A trend holds the last so many days against as many before."""

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class SignalDay:
    """One signal of one rep on one local day. ``total`` is in millionths, the sum of ``n`` values."""

    day: date
    n: int
    total: int

    @property
    def mean(self) -> float:
        return self.total / self.n / MILLION


@dataclass(frozen=True, slots=True)
class Tally:
    """``mean`` of ``n`` signals; None of none."""

    n: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Measured:
    """What a promise is measured by has come to, from ``from_on`` to ``to_on``, both included."""

    tally: Tally
    from_on: date
    to_on: date
    state: MeasureState


def tally(days: Iterable[SignalDay]) -> Tally:
    """All the signals of some days, each counting alike."""
    counted = list(days)
    n = sum(day.n for day in counted)
    return Tally(n, sum(day.total for day in counted) / n / MILLION if n else None)


def measured_days(agreed_on: date, due_day: date) -> tuple[date, date]:
    """A promise is measured from the day after it was agreed to its due day; from the due day, where that is later."""
    return min(agreed_on + timedelta(days=1), due_day), due_day


def measured(
    days: Collection[SignalDay], *, agreed_on: date, due_day: date, comparison: str, target: float, is_over: bool
) -> Measured:
    """Whether the mean of the signals meets the target.

    Args:
        is_over: the due day has ended.
    """
    first, last = measured_days(agreed_on, due_day)
    counted = tally(day for day in days if first <= day.day <= last)
    return Measured(counted, first, last, _state(counted.mean, comparison, target, is_over))


def _state(mean: float | None, comparison: str, target: float, is_over: bool) -> MeasureState:
    if mean is None:
        return "no_signals" if is_over else "none_yet"
    is_met = mean >= target if comparison == "at_least" else mean <= target
    if is_over:
        return "met" if is_met else "not_met"
    return "so_far_met" if is_met else "so_far_not_met"


def trend(days: Collection[SignalDay], today: date) -> Trend:
    """Which way a signal goes: the last fortnight against the one before, beyond the rep's own day-to-day noise."""
    middle = today - timedelta(days=TREND_DAYS)
    late = [day.mean for day in days if middle < day.day <= today]
    early = [day.mean for day in days if middle - timedelta(days=TREND_DAYS) < day.day <= middle]
    change = difference(Sample.of(early), Sample.of(late))
    if change is None:
        return "too_few"
    return "up" if change.low > 0 else "down" if change.high < 0 else "steady"
