"""Which level an alert comes to, when: in the working hours of the site, and never past an acknowledgement."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts.workdays import Site, end_of_day, local_day, start_of_day
from services.followup.watch.ladder import Climb, Step, climb
from services.followup.watch.policy import DEFAULT_POLICY, AlertPolicy, Rung
from services.followup.watch.worktime import Rest, Span, WorkHours, after

WEEK = frozenset({1, 2, 3, 4, 5})
LEEDS = Site("Europe/London", WEEK)
HOURS = WorkHours(time(9), time(17))
FRIDAY, SATURDAY = datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC)


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An instant of November 2026, in London."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def climbed(now: datetime, *pauses: Span, policy: AlertPolicy = DEFAULT_POLICY, site: Site = LEEDS) -> Climb:
    """A promise for Friday, looked at ``now``."""
    return climb(policy, site, FRIDAY, SATURDAY, pauses, now)


def levels(now: datetime, *pauses: Span, policy: AlertPolicy = DEFAULT_POLICY) -> list[tuple[int, datetime]]:
    return [(step.level, step.at) for step in climbed(now, *pauses, policy=policy).reached]


def test_it_reminds_on_the_due_day_and_says_when_it_goes_on() -> None:
    assert climbed(at(19, 23)) == Climb((), FRIDAY, Rest(None, None))
    assert levels(at(20)) == [(0, FRIDAY)]
    assert climbed(at(20)).next_at == SATURDAY


def test_it_climbs_by_one_working_day_after_the_other() -> None:
    assert levels(at(23, 16, 59)) == [(1, SATURDAY)]
    assert levels(at(23, 17)) == [(1, SATURDAY), (2, at(23, 17))]
    assert levels(at(24, 17)) == [(1, SATURDAY), (2, at(23, 17)), (3, at(24, 17))]
    assert climbed(at(24, 17)).next_at is None


def test_no_reminder_is_told_of_what_is_late_already() -> None:
    assert [step.level for step in climbed(SATURDAY).reached] == [1]


def test_it_stands_still_as_long_as_it_is_acknowledged() -> None:
    monday_morning = Span(at(23, 10), at(24, 10))
    assert levels(at(24, 16, 59), monday_morning)[-1] == (1, SATURDAY)
    assert levels(at(24, 17), monday_morning)[-1] == (2, at(24, 17))


def test_what_was_reached_before_an_acknowledgement_and_not_told_waits_for_its_end() -> None:
    in_hand = Span(at(23, 18), at(24, 18))
    held = climbed(at(23, 19), in_hand)
    assert [(step.level, held.tells(step)) for step in held.reached] == [(1, True), (2, False)]
    assert held.next_at == at(24, 18)
    free = climbed(at(24, 18), in_hand)
    assert [(step.level, free.tells(step), free.dated(step)) for step in free.reached] == [
        (1, True, SATURDAY),
        (2, True, at(24, 18)),
    ]


def test_pauses_that_overlap_count_once() -> None:
    both = Span(at(23, 9), at(23, 15)), Span(at(23, 12), at(23, 17))
    assert levels(at(24, 17), *both)[-1] == (2, at(24, 17))


def test_the_first_word_is_delayed_by_nothing_but_the_grace() -> None:
    weekend = Span(at(20, 12), at(23, 9))
    assert levels(at(21), weekend) == [(1, SATURDAY)]
    graceful = AlertPolicy(grace=timedelta(minutes=30))
    assert levels(at(21), policy=graceful) == [(0, FRIDAY)]
    assert levels(at(21, 0, 30), policy=graceful) == [(1, at(21, 0, 30))]


def test_a_policy_has_the_levels_it_names() -> None:
    terse = AlertPolicy(ladder=(Rung(1, timedelta(), ("supervisors",)), Rung(5, timedelta(hours=1), ("ops",))))
    assert levels(at(20, 12), policy=terse) == []
    assert levels(at(23, 12), policy=terse) == [(1, SATURDAY), (5, at(23, 10))]


def test_a_holiday_and_a_change_of_the_clock_are_no_working_time() -> None:
    closed = Site("Europe/London", WEEK, frozenset({date(2026, 11, 23)}))
    assert [step.level for step in climbed(at(24, 16), site=closed).reached] == [1]
    assert [step.level for step in climbed(at(24, 17), site=closed).reached] == [1, 2]
    sunday_nights = WorkHours(time(0), time(4))
    spring = after(
        datetime(2026, 3, 29, tzinfo=UTC), timedelta(hours=3), Site("Europe/London", frozenset({7})), sunday_nights
    )
    assert spring == datetime(2026, 3, 29, 3, tzinfo=UTC)


def test_a_site_that_never_works_counts_every_hour() -> None:
    never = Site("Europe/London", frozenset())
    assert after(SATURDAY, timedelta(hours=8), never, HOURS) == at(21, 8)


QUARTER = timedelta(minutes=15)

spans = st.builds(
    lambda start, length: Span(at(20) + start * QUARTER, at(20) + (start + length) * QUARTER),
    st.integers(0, 960),
    st.integers(0, 260),
)


@settings(max_examples=60, deadline=None)
@given(
    zone=st.sampled_from(sorted(available_timezones())),
    working_days=st.frozensets(st.integers(1, 7), min_size=1),
    pauses=st.lists(spans, max_size=4),
    start=st.integers(0, 700),
    work=st.integers(1, 130),
)
def test_in_every_zone_as_much_working_time_has_passed_as_was_to_pass(
    zone: str, working_days: frozenset[int], pauses: list[Span], start: int, work: int
) -> None:
    site, begun = Site(zone, working_days), at(20) + start * QUARTER
    reached = after(begun, work * QUARTER, site, HOURS, pauses)
    works_on = cache(site.works_on)

    def counts(instant: datetime) -> bool:
        local = instant.astimezone(site.zone)
        works = works_on(local.date()) and HOURS.start <= local.time() < HOURS.end
        return works and not any(pause.start <= instant < pause.end for pause in pauses)

    length = (reached - begun) // QUARTER
    assert sum(counts(begun + quarter * QUARTER) for quarter in range(length)) == work
    assert counts(reached - QUARTER)


@settings(max_examples=60, deadline=None)
@given(pauses=st.lists(spans, max_size=4), now=st.integers(0, 20_000))
def test_no_later_level_is_reached_in_a_pause_and_none_is_skipped(pauses: list[Span], now: int) -> None:
    instant = at(20) + timedelta(minutes=now)
    seen = climbed(instant, *pauses)
    assert [step.level for step in seen.reached] in ([], [0], [1], [1, 2], [1, 2, 3])
    for step in seen.reached:
        assert step.at <= instant
        assert step.level < 2 or not any(pause.start < step.at < pause.end for pause in pauses)
    assert seen.next_at is None or seen.next_at > instant


@settings(max_examples=60, deadline=None)
@given(now=st.integers(1_440, 20_000), then=st.integers(1_440, 20_000))
def test_it_climbs_the_same_way_however_often_it_is_looked_at(now: int, then: int) -> None:
    early, late = sorted((at(20) + timedelta(minutes=now), at(20) + timedelta(minutes=then)))
    assert climbed(late).reached[: len(climbed(early).reached)] == climbed(early).reached


def test_a_due_day_is_reminded_of_from_its_first_instant() -> None:
    apia = Site("Pacific/Apia", frozenset(range(1, 8)))
    day = date(2011, 12, 29)
    ends = end_of_day(day, apia.zone)
    assert local_day(ends, apia.zone) == date(2011, 12, 31)
    assert climb(DEFAULT_POLICY, apia, start_of_day(day, apia.zone), ends, (), ends - timedelta(hours=1)).reached[
        0
    ].at == start_of_day(day, apia.zone)


def test_the_level_above_one_that_reached_nobody_is_reached_at_once() -> None:
    monday = at(23, 10)
    hurried = climb(DEFAULT_POLICY, LEEDS, FRIDAY, SATURDAY, (), monday, Step(1, monday))
    assert hurried.reached == (Step(1, SATURDAY), Step(2, monday, hurried=True))
    assert hurried.next_at == at(24, 17)


def test_it_is_hurried_past_no_pause_and_never_delayed() -> None:
    in_hand = Span(at(23, 9), at(24, 9))
    waiting = climb(DEFAULT_POLICY, LEEDS, FRIDAY, SATURDAY, (in_hand,), at(23, 11), Step(1, at(23, 10)))
    assert ([step.level for step in waiting.reached], waiting.next_at) == ([1], in_hand.end)
    after_its_time = climb(DEFAULT_POLICY, LEEDS, FRIDAY, SATURDAY, (), at(24, 10), Step(1, at(24, 9)))
    assert after_its_time.reached[-1] == Step(2, at(23, 17))


def test_a_reminder_that_reached_nobody_hurries_nothing() -> None:
    reminded = climb(DEFAULT_POLICY, LEEDS, FRIDAY, SATURDAY, (), at(20, 12), Step(0, at(20, 10)))
    assert reminded == Climb((Step(0, FRIDAY),), SATURDAY, Rest(None, None))
