"""Did the signal a promise is tied to move after it was agreed: beyond the rep's own noise, and against the team? Pure.

The 28 days before are held against the 28 after, the day itself apart, as means of days (`noise`). From the change the
median change of the rest of the team over the same days is taken away: what moved for everybody was not the coaching.
It counts as moved where both the change and what is left of it are beyond their 95 % intervals, on the same side.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from services.followup.measures import SignalDay, Tally, tally
from services.followup.noise import FEWEST, Change, Sample, difference, student

WINDOW = timedelta(days=28)
FEWEST_PEERS = 3
FEWEST_PEER_DAYS = 3

Verdict = Literal["better", "worse", "no_clear_change", "too_few"]

_ERROR_OF_A_MEDIAN = math.sqrt(math.pi / 2)
"""How much wider than a mean's, for a normal sample."""


@dataclass(frozen=True, slots=True)
class Moved:
    """``against_team`` is the change less the team's median; None without enough of a team to compare with."""

    verdict: Verdict
    before_days: int
    after_days: int
    before: Tally
    after: Tally
    change: Change | None
    peers: int
    team_median: float | None
    against_team: Change | None


def moved(
    own: Collection[SignalDay], peers: Sequence[Collection[SignalDay]], agreed_on: date, *, up_is_better: bool
) -> Moved:
    """Judge one promise by the days of the rep and those of each of the rest of the team."""
    before, after = _around(own, agreed_on)
    change = difference(_sample(before), _sample(after))
    shifts = [shift for days in peers if (shift := _shift(days, agreed_on)) is not None]
    median = statistics.median(shifts) if len(shifts) >= FEWEST_PEERS else None
    left = _less(change, shifts) if change is not None and median is not None else None
    return Moved(
        verdict=_verdict(change, left, up_is_better),
        before_days=len(before),
        after_days=len(after),
        before=tally(before),
        after=tally(after),
        change=change,
        peers=len(shifts),
        team_median=median,
        against_team=left,
    )


def _around(days: Collection[SignalDay], agreed_on: date) -> tuple[list[SignalDay], list[SignalDay]]:
    before = [day for day in days if agreed_on - WINDOW <= day.day < agreed_on]
    return before, [day for day in days if agreed_on < day.day <= agreed_on + WINDOW]


def _sample(days: Sequence[SignalDay]) -> Sample:
    return Sample.of([day.mean for day in days])


def _shift(days: Collection[SignalDay], agreed_on: date) -> float | None:
    before, after = _around(days, agreed_on)
    if min(len(before), len(after)) < FEWEST_PEER_DAYS:
        return None
    return _sample(after).mean - _sample(before).mean


def _less(change: Change, shifts: Sequence[float]) -> Change:
    """The change without what the team's median moved, with the doubt about that median added."""
    spread = statistics.stdev(shifts) / math.sqrt(len(shifts)) * _ERROR_OF_A_MEDIAN
    margin = math.hypot(change.high - change.value, student(len(shifts) - 1) * spread)
    value = change.value - statistics.median(shifts)
    return Change(value, value - margin, value + margin)


def _verdict(change: Change | None, left: Change | None, up_is_better: bool) -> Verdict:
    if change is None:
        return "too_few"
    sides = {_side(each) for each in (change, left) if each is not None}
    if sides == {1}:
        return "better" if up_is_better else "worse"
    if sides == {-1}:
        return "worse" if up_is_better else "better"
    return "no_clear_change"


def _side(change: Change) -> int:
    return (change.low > 0) - (change.high < 0)


def in_words(found: Moved) -> str:
    """The sample sizes, honestly."""
    if found.verdict == "too_few":
        return f"too few to say: {found.before_days} days before, {found.after_days} after; {FEWEST} are needed of each"
    against = f"against {found.peers} of the team" if found.team_median is not None else "with no team to compare with"
    return f"{found.before_days} days before, {found.after_days} after, {against}"
