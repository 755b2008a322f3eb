"""Ten years on a virtual clock: everybody is told of all that is late, once, when it is, and of nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from contracts.alerts import Reason
from tests.followup.years import ZONES, Years


def alerts_are_as_reckoned(run: Years, years: float) -> None:
    run.run(years)
    told = run.told()
    run.desk.close()
    assert Counter(told) == Counter(run.expected)
    assert {level for *_, level in told} == {-1, 0, 1, 2, 3}
    assert {reason for _, reason, *_ in told} == {*get_args(Reason), ""}
    assert run.crashes > 0


def test_it_tells_what_a_plain_reckoning_tells(tmp_path: Path) -> None:
    alerts_are_as_reckoned(Years(tmp_path, 80, 1, list(ZONES[::200])), years=1)


@pytest.mark.slow
def test_it_does_so_for_a_thousand_promises_over_ten_years(tmp_path: Path) -> None:
    alerts_are_as_reckoned(Years(tmp_path, 1_000, 2, list(ZONES[7::60])), years=10)
