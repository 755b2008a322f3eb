"""Local days as the zones of the world have them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.workdays import (
    FIRST_DAY,
    LAST_DAY,
    Site,
    end_of_day,
    is_a_day,
    local_day,
    public_holidays,
    start_of_day,
)

ZONES = sorted(available_timezones())
MICROSECOND = timedelta(microseconds=1)
WEEK = frozenset({1, 2, 3, 4, 5})

zones = st.sampled_from(ZONES).map(ZoneInfo)
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@settings(max_examples=250, deadline=None)
@given(zone=zones, day=days)
def test_it_starts_a_day_at_the_first_instant_whose_local_date_is_not_before_it(zone: ZoneInfo, day: date) -> None:
    start = start_of_day(day, zone)
    assert local_day(start, zone) >= day
    assert local_day(start - MICROSECOND, zone) < day
    assert all(local_day(start - timedelta(hours=hours), zone) < day for hours in range(1, 30))


@settings(max_examples=200, deadline=None)
@given(zone=zones, day=days)
def test_it_ends_a_day_where_the_next_one_starts(zone: ZoneInfo, day: date) -> None:
    end = end_of_day(day, zone)
    assert local_day(end, zone) > day
    assert local_day(end - MICROSECOND, zone) <= day


def test_it_finds_the_start_of_every_day_on_which_a_clock_changed_near_midnight() -> None:
    changes = [
        ("America/Sao_Paulo", date(2017, 10, 15), "2017-10-15T03:00:00+00:00"),  # 00:00 became 01:00
        ("America/St_Johns", date(2010, 11, 7), "2010-11-07T02:30:00+00:00"),  # at 00:01 it became 23:01 again
        ("America/Toronto", date(1919, 3, 31), "1919-03-31T04:30:00+00:00"),  # 23:30 became 00:30
        ("Pacific/Apia", date(2011, 12, 31), "2011-12-30T10:00:00+00:00"),  # the 30th never was
        ("Europe/London", date(2026, 3, 30), "2026-03-29T23:00:00+00:00"),
    ]
    for zone, day, expected in changes:
        assert start_of_day(day, ZoneInfo(zone)) == datetime.fromisoformat(expected), zone


def test_it_knows_the_day_that_never_was() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert not is_a_day(date(2011, 12, 30), apia)
    assert is_a_day(date(2011, 12, 29), apia)
    assert end_of_day(date(2011, 12, 29), apia) == start_of_day(date(2011, 12, 31), apia)


def test_it_does_not_work_on_weekends_own_holidays_public_holidays_or_days_that_never_were() -> None:
    leeds = Site("Europe/London", WEEK, frozenset({date(2026, 11, 18)}), "GB-ENG")
    assert leeds.works_on(date(2026, 11, 17))
    assert not leeds.works_on(date(2026, 11, 18))
    assert not leeds.works_on(date(2026, 11, 21))
    assert not leeds.works_on(date(2026, 8, 31))  # the summer bank holiday
    assert not Site("Pacific/Apia", WEEK).works_on(date(2011, 12, 30))


def test_it_tells_the_holidays_of_a_subdivision_apart() -> None:
    saint_andrew = date(2026, 11, 30)
    assert saint_andrew in public_holidays("GB-SCT", 2026)
    assert saint_andrew not in public_holidays("GB-ENG", 2026)


@pytest.mark.parametrize("country", [None, "", "ZZ", "GB-NOWHERE"])
def test_it_has_no_public_holidays_for_a_country_it_does_not_know(country: str | None) -> None:
    assert public_holidays(country, 2026) == frozenset()


@pytest.mark.parametrize("day", [date.min, FIRST_DAY, LAST_DAY, date.max])
def test_it_takes_days_outside_its_calendar_for_the_first_or_the_last(day: date) -> None:
    for zone in (ZoneInfo("Pacific/Kiritimati"), ZoneInfo("Etc/GMT+12")):
        assert start_of_day(day, zone) < end_of_day(day, zone)
        assert end_of_day(day, zone).tzinfo is UTC
