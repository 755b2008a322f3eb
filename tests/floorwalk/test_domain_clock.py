"""A moved clock goes on over a restart, and only another wish moves it anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from floorwalk.domain_clock import ClockError, home_offset, moved_clock, start_clock

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FRIDAY = datetime(2026, 12, 4, 17, 30, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return tmp_path / "clock.json"


def test_without_a_wish_it_is_system_time(kept: Path) -> None:
    assert start_clock(kept, None, lambda: MONDAY) == timedelta()
    assert not kept.exists()


def test_a_wish_sets_it(kept: Path) -> None:
    offset = start_clock(kept, FRIDAY, lambda: MONDAY)
    assert moved_clock(offset, lambda: MONDAY)() == FRIDAY
    assert moved_clock(home_offset(kept), lambda: MONDAY + timedelta(hours=1))() == FRIDAY + timedelta(hours=1)


def test_the_same_wish_again_lets_time_go_on(kept: Path) -> None:
    start_clock(kept, FRIDAY, lambda: MONDAY)
    later = MONDAY + timedelta(hours=3)
    assert moved_clock(start_clock(kept, FRIDAY, lambda: later), lambda: later)() == FRIDAY + timedelta(hours=3)


def test_another_wish_sets_it_anew(kept: Path) -> None:
    start_clock(kept, MONDAY, lambda: MONDAY)
    later = MONDAY + timedelta(hours=3)
    assert moved_clock(start_clock(kept, FRIDAY, lambda: later), lambda: later)() == FRIDAY


def test_no_wish_keeps_what_the_home_has(kept: Path) -> None:
    offset = start_clock(kept, FRIDAY, lambda: MONDAY)
    assert start_clock(kept, None, lambda: MONDAY + timedelta(days=1)) == offset


def test_a_broken_file_is_told(kept: Path) -> None:
    kept.write_text("{}")
    with pytest.raises(ClockError, match=r"clock\.json"):
        home_offset(kept)
