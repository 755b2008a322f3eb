"""A change that is more than noise, and one that is not: known answers, properties, and simulated floors."""

from __future__ import annotations

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.followup.noise import FEWEST, Sample, degrees_of_freedom, difference, student

VALUES = st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=FEWEST, max_size=40)


@pytest.mark.parametrize(("freedom", "quantile"), [(1, 12.706), (5, 2.571), (10, 2.228), (20, 2.086), (60, 2.000)])
def test_students_quantiles_are_those_of_the_tables(freedom: float, quantile: float) -> None:
    assert student(freedom) == pytest.approx(quantile, abs=1e-3)


def test_without_end_student_is_normal() -> None:
    assert student(math.inf) == pytest.approx(1.959964)
    assert student(0.3) == student(1)


def test_welchs_interval_of_a_textbook_sample() -> None:
    # Worked by hand: means 20.82 and 23.72, variances 7.717 and 6.537, ten days each.
    before = Sample.of([19.8, 20.4, 19.6, 17.8, 18.5, 18.9, 25.1, 24.2, 22.1, 21.8])
    after = Sample.of([28.2, 26.6, 20.1, 23.3, 25.2, 22.1, 21.7, 23.7, 24.2, 22.1])
    assert (before.n, before.mean, after.mean) == (10, pytest.approx(20.82), pytest.approx(23.72))
    error = math.sqrt((before.variance + after.variance) / 10)
    change = difference(before, after)
    assert change is not None
    assert change.value == pytest.approx(2.9)
    assert 17 < degrees_of_freedom(before, after) < 18
    assert change.high - change.value == pytest.approx(2.104 * error, rel=0.005)


@given(VALUES, VALUES)
def test_an_interval_holds_its_difference_and_is_turned_with_time(early: list[float], late: list[float]) -> None:
    there, back = (difference(Sample.of(a), Sample.of(b)) for a, b in ((early, late), (late, early)))
    assert there is not None
    assert back is not None
    assert there.low <= there.value <= there.high
    assert (there.low, there.high) == pytest.approx((-back.high, -back.low))


@given(st.lists(st.floats(0, 5), max_size=FEWEST - 1), VALUES)
def test_of_fewer_days_than_five_nothing_is_said(few: list[float], many: list[float]) -> None:
    assert difference(Sample.of(few), Sample.of(many)) is None
    assert difference(Sample.of(many), Sample.of(few)) is None


def test_days_that_never_differ_leave_no_doubt() -> None:
    change = difference(Sample.of([4.0] * 5), Sample.of([5.0] * 5))
    assert change is not None
    assert (change.low, change.value, change.high) == (1, 1, 1)


def share_found(shift: float, rounds: int = 1_500, days: int = 12) -> float:
    """How often a rep's days of a few answers from 1 to 5 each are found to differ, where they differ by ``shift``."""
    chance = random.Random(20_261_121)

    def day(level: float) -> float:
        answers = [min(5, max(1, round(chance.gauss(level, 1.1)))) for _ in range(chance.randint(1, 5))]
        return sum(answers) / len(answers)

    found = 0
    for _ in range(rounds):
        change = difference(
            Sample.of([day(3.6) for _ in range(days)]), Sample.of([day(3.6 + shift) for _ in range(days)])
        )
        found += change is not None and (change.low > 0 or change.high < 0)
    return found / rounds


def test_where_nothing_changed_hardly_more_is_found_than_one_in_twenty() -> None:
    assert 0.02 < share_found(shift=0) < 0.08


def test_a_real_change_is_mostly_found() -> None:
    assert share_found(shift=1.0) > 0.75
