"""Is a change more than noise? Means of days before and after, and an interval for their difference. Pure.

The unit is a rep's day: customers of one day are not independent of one another, days nearly are. The interval is
Welch's, at 95 %, from the day-to-day variation on both sides; of fewer than `FEWEST` days on a side nothing is said.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

FEWEST = 5
"""Days with signals that there must be on either side."""

_NORMAL = 1.959964
_STUDENT = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131)
"""The 97.5 % quantile of Student's t for 1 to 15 degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Sample:
    """``variance`` is that of the values, not of their mean."""

    n: int
    mean: float
    variance: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Self:
        mean = statistics.fmean(values) if values else 0.0
        return cls(len(values), mean, statistics.variance(values, mean) if len(values) > 1 else 0.0)

    @property
    def squared_error(self) -> float:
        """Of the mean."""
        return self.variance / self.n


@dataclass(frozen=True, slots=True)
class Change:
    """A difference with its 95 % interval."""

    value: float
    low: float
    high: float


def difference(before: Sample, after: Sample) -> Change | None:
    """How much higher the mean is after than before; None where there are too few to say."""
    if min(before.n, after.n) < FEWEST:
        return None
    value = after.mean - before.mean
    margin = student(degrees_of_freedom(before, after)) * math.sqrt(before.squared_error + after.squared_error)
    return Change(value, value - margin, value + margin)


def degrees_of_freedom(before: Sample, after: Sample) -> float:
    """Welch and Satterthwaite's."""
    whole = (before.squared_error + after.squared_error) ** 2
    parts = before.squared_error**2 / (before.n - 1) + after.squared_error**2 / (after.n - 1)
    return whole / parts if parts else math.inf


def student(freedom: float) -> float:
    """The 97.5 % quantile of Student's t, rounded up."""
    if freedom < 1:
        return _STUDENT[0]
    if freedom < len(_STUDENT) + 1:
        return _STUDENT[int(freedom) - 1]
    # Fisher's expansion about the normal quantile; beyond 15 it is right to the third decimal.
    z = _NORMAL
    return z + (z**3 + z) / (4 * freedom) + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
