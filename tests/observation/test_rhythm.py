"""When the next session of a rhythm is, in the zones of the world."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.due_day import Absence, due_day_of
from contracts.workdays import Site
from services.observation.rules.rhythm import Plan, Planned, Rhythm, Slot, first_date, next_slot, plan, start_of

ZONES = sorted(available_timezones())
WEEK = frozenset({1, 2, 3, 4, 5})
LEEDS = Site("Europe/London", WEEK, country="GB-ENG")
MONDAY = date(2026, 11, 23)
FORTNIGHTLY = Rhythm(MONDAY, 2, time(10), 30)
NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)

zones = st.sampled_from(ZONES)
days = st.dates(date(1990, 1, 1), date(2036, 1, 1))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
rhythms = st.builds(Rhythm, days, st.integers(1, 26), times, st.just(30))
sites = st.builds(
    Site,
    zones,
    st.frozensets(st.integers(1, 7), min_size=1),
    st.frozensets(days, max_size=3),
    st.sampled_from([None, "GB-ENG", "US-AZ", "DE"]),
)
absences = st.lists(
    st.tuples(days, st.integers(0, 60)).map(lambda away: Absence(away[0], away[0] + timedelta(days=away[1]))),
    max_size=3,
)
instants = st.integers(0, 400_000).map(lambda hours: datetime(1990, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


@settings(max_examples=250, deadline=None)
@given(zone=zones, day=days, at=times)
def test_it_begins_when_the_sites_clock_shows_the_time_or_as_much_later_as_the_clock_skips(
    zone: str, day: date, at: time
) -> None:
    starts_at = start_of(day, at, Site(zone, WEEK))
    shown = starts_at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    wanted = datetime.combine(day, at)
    assert timedelta(0) <= shown - wanted <= timedelta(days=1)
    if shown != wanted:
        there_is_none = (starts_at - timedelta(days=2) + timedelta(minutes=step) for step in range(0, 5760, 15))
        assert wanted not in {each.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for each in there_is_none}
    earlier = (starts_at - timedelta(minutes=step) for step in range(15, 1440, 15))
    assert all(each.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != shown for each in earlier), "the first of both"


@settings(max_examples=250, deadline=None)
@given(rhythm=rhythms, site=sites, away=absences, now=instants)
def test_the_next_one_is_still_to_come_and_on_a_day_on_which_both_are_in(
    rhythm: Rhythm, site: Site, away: list[Absence], now: datetime
) -> None:
    slot = next_slot(rhythm, site, away, None, now)
    assert slot is not None
    assert slot.starts_at > now
    assert (slot.cadence_on - rhythm.first_on).days % (7 * rhythm.every_weeks) == 0, "it stays with its anchor"
    on = due_day_of(slot.cadence_on, site, away)
    assert slot.starts_at == start_of(on, rhythm.at, site)
    assert on < slot.cadence_on + timedelta(weeks=rhythm.every_weeks)
    following = next_slot(rhythm, site, away, slot.cadence_on, now)
    assert following is not None
    assert following.starts_at > slot.starts_at
    assert following.cadence_on > slot.cadence_on


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Europe/London", date(2027, 3, 28), time(1, 30), "2027-03-28T01:30:00+00:00"),  # 01:30 is skipped: 02:30
        ("Europe/London", date(2026, 10, 25), time(1, 30), "2026-10-25T00:30:00+00:00"),  # shown twice: the first
        ("Europe/London", date(2026, 10, 26), time(10), "2026-10-26T10:00:00+00:00"),
        ("Europe/London", date(2026, 10, 19), time(10), "2026-10-19T09:00:00+00:00"),
        ("America/Phoenix", date(2026, 11, 2), time(10), "2026-11-02T17:00:00+00:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:45:00+00:00"),  # half an hour
    ],
)
def test_a_change_of_the_clock_leaves_the_time_on_the_wall(zone: str, day: date, at: time, expected: str) -> None:
    assert start_of(day, at, Site(zone, WEEK)) == datetime.fromisoformat(expected)


def test_the_first_date_is_the_next_such_weekday_whose_time_is_to_come() -> None:
    assert first_date(1, time(10), LEEDS, NOW) == MONDAY
    assert first_date(3, time(10, 1), LEEDS, NOW) == date(2026, 11, 18), "today, in a minute"
    assert first_date(3, time(10), LEEDS, NOW) == date(2026, 11, 25)


def on(day: date, cadence_on: date | None = None) -> Slot:
    return Slot(cadence_on or day, start_of(day, time(10), LEEDS), 30)


def asked(
    planned: Planned | None = None,
    *,
    rhythm: Rhythm | None = FORTNIGHTLY,
    away: list[Absence] | None = None,
    after: date | None = None,
    last_day: date | None = None,
    now: datetime = NOW,
) -> Plan:
    return plan(rhythm, LEEDS, away or [], planned, after, last_day, now)


def test_a_rhythm_plans_its_first_session_at_once() -> None:
    assert asked() == Plan("schedule", on(MONDAY), on(MONDAY).starts_at + timedelta(minutes=30))


def test_the_next_one_appears_once_the_last_one_is_over() -> None:
    pending = Planned(on(MONDAY), by_hand=False, is_over=False)
    assert asked(pending).move == "nothing"
    during = on(MONDAY).starts_at + timedelta(minutes=29)
    assert asked(pending, now=during).move == "nothing"
    following = on(date(2026, 12, 7))
    assert asked(pending, now=pending.ends_at).slot == following, "also without an outcome"
    held_early = Planned(on(MONDAY), by_hand=False, is_over=True)
    assert asked(held_early, after=MONDAY).slot == following


def test_a_holiday_moves_one_session_and_not_those_behind_it() -> None:
    christmas = Rhythm(date(2026, 12, 11), 2, time(10), 30)  # the 25th is a holiday, and so is the Monday after it
    moved = asked(rhythm=christmas, after=date(2026, 12, 11)).slot
    assert moved == on(date(2026, 12, 29), date(2026, 12, 25))
    assert asked(rhythm=christmas, after=date(2026, 12, 25)).slot == on(date(2027, 1, 8))


def test_an_absence_moves_the_session_that_is_planned() -> None:
    pending = Planned(on(MONDAY), by_hand=False, is_over=False)
    moved = asked(pending, away=[Absence(MONDAY, date(2026, 11, 24))])
    assert (moved.move, moved.slot) == ("reschedule", on(date(2026, 11, 25), MONDAY))


def test_a_session_that_would_fall_on_the_next_date_is_left_out() -> None:
    away = [Absence(MONDAY, date(2026, 12, 4))]
    assert asked(away=away).slot == on(date(2026, 12, 7))


def test_somebody_who_is_away_for_years_has_a_session_on_coming_back() -> None:
    weekly = Rhythm(MONDAY, 1, time(10), 30)
    assert asked(rhythm=weekly, away=[Absence(MONDAY, date(2028, 11, 24))]).slot == on(date(2028, 11, 27))


def test_what_somebody_chose_by_hand_stays() -> None:
    thursday = Planned(Slot(MONDAY, start_of(date(2026, 11, 26), time(15), LEEDS), 30), by_hand=True, is_over=False)
    assert asked(thursday, rhythm=None).move == "nothing"
    assert asked(thursday, away=[Absence(MONDAY, date(2026, 11, 27))]).move == "nothing"


def test_another_rhythm_moves_the_session_that_is_planned() -> None:
    pending = Planned(on(MONDAY), by_hand=False, is_over=False)
    tuesdays = Rhythm(date(2026, 11, 24), 1, time(10), 30)
    assert asked(pending, rhythm=tuesdays).slot == on(date(2026, 11, 24))


def test_the_end_of_a_rhythm_cancels_what_it_planned() -> None:
    pending = Planned(on(MONDAY), by_hand=False, is_over=False)
    assert asked(pending, rhythm=None).move == "cancel"
    assert asked(None, rhythm=None) == Plan("nothing")


def test_nothing_is_planned_for_after_the_last_day_of_a_rep_who_leaves() -> None:
    pending = Planned(on(MONDAY), by_hand=False, is_over=False)
    assert asked(pending, last_day=MONDAY).move == "nothing"
    assert asked(pending, last_day=MONDAY - timedelta(days=1)).move == "cancel"
    assert asked(last_day=MONDAY - timedelta(days=1)) == Plan("nothing")


@settings(max_examples=60, deadline=None)
@given(rhythm=rhythms, site=sites, away=absences, now=instants, looks=st.lists(st.integers(1, 4000), max_size=30))
def test_whenever_it_is_asked_no_session_is_planned_twice_and_they_follow_one_another(
    rhythm: Rhythm, site: Site, away: list[Absence], now: datetime, looks: list[int]
) -> None:
    planned: Planned | None = None
    dates: list[date] = []
    for hours in [0, *looks]:
        now += timedelta(hours=hours)
        asked_for = plan(rhythm, site, away, planned, None, None, now)
        assert asked_for.move in {"nothing", "schedule"}, "nothing changed, so nothing moves"
        if asked_for.slot is not None:
            dates.append(asked_for.slot.cadence_on)
            planned = Planned(asked_for.slot, by_hand=False, is_over=False)
            assert plan(rhythm, site, away, planned, None, None, now).move == "nothing"
        assert planned is not None
        assert planned.ends_at > now
    assert dates == sorted(set(dates))
