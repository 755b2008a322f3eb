"""Due days, and the instants that come with them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.due_day import Absence, due_day_of
from contracts.workdays import Site, local_day
from services.followup.due import answer_due, due_window
from tests.followup.reckoning.days import day_after

WEEK = frozenset({1, 2, 3, 4, 5})
LEEDS = Site("Europe/London", WEEK, frozenset({date(2026, 12, 25), date(2026, 12, 28)}))
FRIDAY = date(2026, 11, 20)
MONDAY = date(2026, 11, 23)

days = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@st.composite
def sites(draw: st.DrawFn) -> Site:
    return Site(
        draw(st.sampled_from(sorted(available_timezones()))),
        draw(st.frozensets(st.integers(1, 7), min_size=1)),
        draw(st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=20)),
        draw(st.sampled_from([None, "GB", "GB-ENG", "US-CA", "IN", "ZZ"])),
    )


@st.composite
def absences(draw: st.DrawFn) -> list[Absence]:
    starts = draw(st.lists(st.dates(date(2025, 12, 1), date(2026, 3, 1)), max_size=4))
    return [Absence(start, start + timedelta(days=draw(st.integers(0, 60)))) for start in starts]


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(site=sites(), away=absences(), due_on=st.dates(date(2025, 12, 1), date(2026, 3, 10)))
def test_the_due_day_is_the_first_day_from_its_date_on_which_the_site_works_and_the_rep_is_in(
    site: Site, away: list[Absence], due_on: date
) -> None:
    def fits(day: date) -> bool:
        return site.works_on(day) and not any(absence.covers(day) for absence in away)

    due_day = due_day_of(due_on, site, away)
    between = [due_on + timedelta(days=step) for step in range((due_day - due_on).days)]
    assert fits(due_day)
    assert not any(fits(day) for day in between)


@settings(max_examples=250, deadline=None)
@given(zone=st.sampled_from(sorted(available_timezones())), due_on=days)
def test_in_every_zone_it_is_overdue_from_the_first_instant_after_the_due_day(zone: str, due_on: date) -> None:
    site = Site(zone, WEEK)
    window = due_window(due_on, site)
    assert local_day(window.overdue_from, site.zone) > window.due_day
    assert local_day(window.overdue_from - timedelta(microseconds=1), site.zone) <= window.due_day
    assert local_day(window.due_soon_from, site.zone) < window.due_day
    assert site.works_on(local_day(window.due_soon_from, site.zone))


@settings(max_examples=150, deadline=None)
@given(zone=st.sampled_from(sorted(available_timezones())), asked_on=days)
def test_in_every_zone_an_answer_is_due_when_the_third_working_day_ends(zone: str, asked_on: date) -> None:
    site = Site(zone, WEEK)
    last = local_day(answer_due(asked_on, site) - timedelta(microseconds=1), site.zone)
    since = [asked_on + timedelta(days=step) for step in range(1, (last - asked_on).days + 1)]
    assert sum(site.works_on(day) for day in since) == 3
    assert site.works_on(last)


@settings(max_examples=150, deadline=None)
@given(zone=st.sampled_from(sorted(available_timezones())), due_on=days)
def test_in_every_zone_it_is_due_soon_from_the_last_working_day_before(zone: str, due_on: date) -> None:
    site = Site(zone, WEEK)
    window = due_window(due_on, site)
    soon = local_day(window.due_soon_from, site.zone)
    between = [soon + timedelta(days=step) for step in range(1, (window.due_day - soon).days)]
    assert site.works_on(soon)
    assert not any(site.works_on(day) for day in between)


def test_in_every_zone_a_day_ends_with_its_clock_changed_as_the_clock_on_the_wall_says() -> None:
    """Each change of a clock in two years is found by looking at noon, and the midnight after it quarter by quarter."""
    changes = 0
    for zone in map(ZoneInfo, sorted(available_timezones() - {"Factory", "localtime"})):
        noons = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=step) for step in range(730)]
        offsets = [noon.astimezone(zone).utcoffset() for noon in noons]
        for noon, before, after in zip(noons[1:], offsets, offsets[1:], strict=False):
            if before != after:
                changes += 1
                day = noon.astimezone(zone).date()
                window = due_window(day, Site(zone.key, frozenset(range(1, 8))))
                assert (window.due_day, window.overdue_from) == (day, day_after(day, zone)), zone
    assert changes > 500


def test_a_promise_for_a_working_day_is_due_on_it() -> None:
    window = due_window(FRIDAY, LEEDS)
    assert window.due_day == FRIDAY
    assert window.due_soon_from == datetime(2026, 11, 19, tzinfo=UTC)
    assert window.overdue_from == datetime(2026, 11, 21, tzinfo=UTC)


def test_a_promise_for_a_weekend_is_due_on_monday_and_due_soon_from_friday() -> None:
    window = due_window(date(2026, 11, 21), LEEDS)
    assert window.due_day == MONDAY
    assert window.due_soon_from == datetime(2026, 11, 20, tzinfo=UTC)
    assert window.overdue_from == datetime(2026, 11, 24, tzinfo=UTC)


def test_a_promise_for_christmas_is_due_when_the_site_opens_again() -> None:
    assert due_day_of(date(2026, 12, 25), LEEDS) == date(2026, 12, 29)


def test_a_promise_for_a_day_on_which_the_rep_is_away_waits_for_the_rep() -> None:
    away = [Absence(FRIDAY, date(2026, 11, 24)), Absence(date(2026, 11, 25), date(2026, 11, 25))]
    assert due_day_of(FRIDAY, LEEDS, away) == date(2026, 11, 26)


def test_a_due_day_lasts_as_long_as_the_clock_says() -> None:
    window = due_window(date(2026, 10, 25), Site("Europe/London", frozenset({7})))
    assert window.overdue_from - datetime(2026, 10, 24, 23, tzinfo=UTC) == timedelta(hours=25)


def test_a_promise_for_the_day_that_never_was_is_due_on_the_next_working_day() -> None:
    apia = Site("Pacific/Apia", WEEK)
    assert due_day_of(date(2011, 12, 30), apia) == date(2012, 1, 2)
    everyday = Site("Pacific/Apia", frozenset(range(1, 8)))
    assert due_window(date(2011, 12, 29), everyday).overdue_from == datetime(2011, 12, 30, 10, tzinfo=UTC)


def test_somebody_away_for_years_is_waited_for_but_not_for_ever() -> None:
    three_years = [Absence(FRIDAY, date(2029, 11, 20))]
    assert due_day_of(FRIDAY, LEEDS, three_years) == date(2029, 11, 21)
    assert due_day_of(FRIDAY, LEEDS, [Absence(FRIDAY, date(2096, 1, 1))]) == FRIDAY
    assert due_day_of(date(2026, 11, 21), LEEDS, [Absence(FRIDAY, date.max)]) == MONDAY


def test_a_site_that_never_works_has_its_due_days_on_the_dates_themselves() -> None:
    closed = Site("Europe/London", frozenset())
    window = due_window(FRIDAY, closed)
    assert window.due_day == FRIDAY
    assert window.due_soon_from == datetime(2026, 11, 19, tzinfo=UTC)


def test_dates_outside_the_calendar_are_due_at_its_end() -> None:
    assert due_window(date.max, LEEDS).due_day.year == 9998
    assert due_window(date.min, LEEDS).due_day.year == 1900


def test_a_rep_has_three_working_days_to_answer() -> None:
    asked_on_thursday = date(2026, 11, 19)
    assert answer_due(asked_on_thursday, LEEDS) == datetime(2026, 11, 25, tzinfo=UTC)
    away = [Absence(MONDAY, MONDAY)]
    assert answer_due(asked_on_thursday, LEEDS, away) == datetime(2026, 11, 26, tzinfo=UTC)


def test_the_zone_says_when_the_answer_is_late() -> None:
    site = Site("Asia/Kolkata", WEEK)
    answer_by = answer_due(date(2026, 11, 16), site)
    assert answer_by == datetime(2026, 11, 20, tzinfo=ZoneInfo("Asia/Kolkata"))
