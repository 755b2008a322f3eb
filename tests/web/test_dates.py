"""Days and times in words first, as they are at the team's site."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from tests.web.cast import NOW
from web.dates import LocalTime, days_to_choose

LEEDS = LocalTime(NOW, ZoneInfo("Europe/London"))
PHOENIX = LocalTime(NOW, ZoneInfo("America/Phoenix"))
TODAY = date(2026, 11, 18)


def day(distance: int) -> date:
    return TODAY + timedelta(days=distance)


@pytest.mark.parametrize(
    ("distance", "near", "until"),
    [
        (-40, "9 October", "40 days ago"),
        (-7, "11 November", "7 days ago"),
        (-6, "Thursday", "6 days ago"),
        (-1, "Yesterday", "yesterday"),
        (0, "Today", "today"),
        (1, "Tomorrow", "tomorrow"),
        (2, "Friday", "in 2 days"),
        (6, "Tuesday", "in 6 days"),
        (7, "25 November", "in a week"),
        (8, "26 November", "in 8 days"),
        (14, "2 December", "in two weeks"),
        (22, "10 December", "in 3 weeks"),
        (60, "17 January 2027", "in 9 weeks"),
    ],
)
def test_it_says_days_in_words(distance: int, near: str, until: str) -> None:
    assert (LEEDS.near(day(distance)), LEEDS.until(day(distance))) == (near, until)


@pytest.mark.parametrize(
    ("distance", "by"),
    [(-3, "15 November"), (0, "today"), (1, "tomorrow"), (2, "Friday"), (6, "Tuesday"), (7, "25 November")],
)
def test_it_says_a_day_within_a_sentence(distance: int, by: str) -> None:
    assert LEEDS.by(day(distance)) == by


@pytest.mark.parametrize(
    ("distance", "weekday"), [(7, "Wednesday"), (-2, "Monday"), (14, "Wednesday"), (15, "3 December")]
)
def test_it_names_the_weekday_where_the_date_stands_beside_it(distance: int, weekday: str) -> None:
    assert LEEDS.weekday(day(distance)) == weekday


def test_it_writes_the_day_before_the_month() -> None:
    assert LEEDS.long(TODAY) == "Wednesday 18 November"
    assert LEEDS.short(day(2)) == "20 Nov"


def test_it_is_another_time_at_another_site() -> None:
    assert (LEEDS.clock(NOW), PHOENIX.clock(NOW)) == ("10:42", "03:42")
    midnight = datetime(2026, 11, 18, 5, 0, tzinfo=UTC)
    assert (LEEDS.day_of(midnight), PHOENIX.day_of(midnight)) == (TODAY, day(-1))
    assert PHOENIX.moment(midnight) == "Yesterday 22:00"


@pytest.mark.parametrize(
    ("minutes", "ago"),
    [(0, "just now"), (1, "just now"), (4, "today 10:38"), (24 * 60, "yesterday"), (9 * 24 * 60, "9 days ago")],
)
def test_it_says_how_long_ago(minutes: int, ago: str) -> None:
    assert LEEDS.ago(NOW - timedelta(minutes=minutes)) == ago


def test_it_says_when_in_a_line() -> None:
    assert LEEDS.moment(NOW - timedelta(minutes=12)) == "10:30 today"
    assert LEEDS.moment(datetime(2026, 11, 9, 10, 31, tzinfo=UTC)) == "9 November 10:31"
    assert LEEDS.trail(datetime(2026, 11, 6, 14, 10, tzinfo=UTC)) == "Fri 6, 14:10"


def test_it_counts_late_days_from_the_day_after() -> None:
    assert [LEEDS.late(day(distance)) for distance in (-2, -1, 0, 3)] == [2, 1, 0, 0]


@pytest.mark.parametrize(
    ("weekday", "names"),
    [
        (16, ["tomorrow", "friday", "week", "fortnight"]),
        (18, ["tomorrow", "friday", "week", "fortnight"]),
        (19, ["tomorrow", "week", "fortnight"]),
        (20, ["tomorrow", "week", "fortnight"]),
        (21, ["tomorrow", "friday", "week", "fortnight"]),
    ],
)
def test_it_offers_each_day_once(weekday: int, names: list[str]) -> None:
    days = days_to_choose(date(2026, 11, weekday))
    assert list(days) == names
    assert len(set(days.values())) == len(days)
    assert days.get("friday", date(2026, 11, 20)).isoweekday() == 5


def test_it_speaks_spanish(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "es-MX,es;q=0.9"}):
        assert LEEDS.near(day(2)) == "Viernes"
        assert LEEDS.by(day(2)) == "el viernes"
        assert LEEDS.by(day(1)) == "mañana"
        assert LEEDS.long(TODAY) == "miércoles 18 de noviembre"
        assert LEEDS.dated(day(2)) == "20 de noviembre"
