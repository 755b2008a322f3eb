"""A calendar on a phone shows due days and sessions at the right hour, tells what changed, and no name."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component, Event

from contracts import sessions
from services.followup.calendars.entries import AllDay, Entry, Timed
from services.followup.calendars.feed import feed
from services.followup.calendars.memory import Told, shown, tell
from tests.followup.cast import Floor, named
from tests.followup.desk import Answer, Desk

FRIDAY, THURSDAY = "2026-11-20", "2026-11-19"
SECOND = timedelta(seconds=1)
WHEN = datetime(2026, 11, 16, 9, tzinfo=UTC)


def open_calendar(desk: Desk, who: str, **body: str) -> str:
    desk.catch_up()
    made = desk.put(who, _of(who), dict(body))
    assert made.status == 200
    return f"/v1/calendar/{made.body['secret']}.ics"


def _of(who: str) -> str:
    return f"/v1/people/{named(who)}/calendar"


def get(desk: Desk, path: str, etag: str = "") -> Answer:
    """As a calendar asks: it brings no token."""
    desk.catch_up()
    answer = desk.app.test_client().get(path, headers={"If-None-Match": etag} if etag else {})
    return Answer(answer.status_code, None, answer.headers.get("ETag", ""), answer.text)


def events(text: str) -> dict[str, Event]:
    """By the id of what they are about."""
    return {str(event["UID"]).removesuffix("@floorwalk"): event for event in Calendar.from_ical(text).events}


def said(event: Component) -> tuple[str, int]:
    return str(event["STATUS"]), int(event["SEQUENCE"])


def test_a_rep_sees_due_days_and_sessions(desk: Desk, floor: Floor) -> None:
    promise = floor.open_promise("finish", "alice", FRIDAY)
    session = floor.planned("monthly", "alice", starts_at="2026-11-19T10:00:00+00:00", minutes=45)
    floor.open_promise("other", "bob", FRIDAY)
    found = events(get(desk, open_calendar(desk, "alice")).text)
    assert found.keys() == {promise, session}
    assert (found[promise].start, found[promise].end) == (date(2026, 11, 20), date(2026, 11, 21))
    assert (found[session].start, found[session].end - found[session].start) == (
        datetime(2026, 11, 19, 10, tzinfo=UTC),
        timedelta(minutes=45),
    )
    assert str(found[session]["DTSTART"].params["TZID"]) == "Europe/London"


def test_a_supervisor_sees_the_sessions_they_planned_for_their_teams(desk: Desk, floor: Floor) -> None:
    group = floor.planned("group", "alice", "bob", starts_at="2026-11-19T10:00:00+00:00")
    floor.planned("quinns", "dave", starts_at="2026-11-19T10:00:00+00:00", by="quinn")
    calendar = open_calendar(desk, "sam")
    assert events(get(desk, calendar).text).keys() == {group}
    floor.person("sam", "south", "supervisor")
    assert said(events(get(desk, calendar).text)[group]) == ("CANCELLED", 1)


def test_it_holds_no_name_and_no_word_that_anybody_said(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY, practice="Let the customer finish")
    floor.planned("monthly", "alice", starts_at="2026-11-19T10:00:00+00:00")
    text = get(desk, open_calendar(desk, "alice")).text
    for word in ("Alice", "Sam", "North", "Leeds", "customer", "Room 2", named("alice"), named("sam")):
        assert word not in text
    assert {str(event["SUMMARY"]) for event in events(text).values()} == {"A promise is due", "Coaching session"}


def test_its_titles_are_in_the_language_that_was_asked_for(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    assert "Vence una promesa" in get(desk, open_calendar(desk, "alice", language="es")).text


def test_a_change_raises_the_number_and_keeps_the_id(desk: Desk, floor: Floor) -> None:
    promise = floor.proposed("finish", "alice", FRIDAY)
    calendar = open_calendar(desk, "alice")
    assert said(events(get(desk, calendar).text)[promise]) == ("TENTATIVE", 0)
    floor.confirmed("finish")
    assert said(events(get(desk, calendar).text)[promise]) == ("CONFIRMED", 1)
    floor.renewed("finish", "2026-11-27", 2)
    moved = events(get(desk, calendar).text)[promise]
    assert (said(moved), moved.start) == (("TENTATIVE", 2), date(2026, 11, 27))


def test_a_day_on_which_the_rep_is_away_moves_what_is_due_on_it(desk: Desk, floor: Floor) -> None:
    promise = floor.open_promise("finish", "alice", THURSDAY)
    calendar = open_calendar(desk, "alice")
    get(desk, calendar)
    floor.absent("alice", THURSDAY, THURSDAY)
    moved = events(get(desk, calendar).text)[promise]
    assert (said(moved), moved.start) == (("CONFIRMED", 1), date(2026, 11, 20))


def test_what_went_away_is_told_as_cancelled(desk: Desk, floor: Floor) -> None:
    promise = floor.open_promise("finish", "alice", FRIDAY)
    session = floor.planned("monthly", "alice", starts_at="2026-11-19T10:00:00+00:00")
    calendar = open_calendar(desk, "alice")
    get(desk, calendar)
    floor.kept("finish", THURSDAY)
    floor.of_session(sessions.Cancelled, "monthly", "alice")
    for _ in range(2):
        found = events(get(desk, calendar).text)
        assert (said(found[promise]), said(found[session])) == (("CANCELLED", 1), ("CANCELLED", 1))


def test_what_was_never_told_is_not_cancelled(desk: Desk, floor: Floor) -> None:
    floor.planned("monthly", "alice", starts_at="2026-11-19T10:00:00+00:00")
    floor.of_session(sessions.Cancelled, "monthly", "alice")
    assert events(get(desk, open_calendar(desk, "alice")).text) == {}


def test_who_has_it_already_is_told_that_nothing_changed(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    calendar = open_calendar(desk, "alice")
    first = get(desk, calendar)
    desk.now += timedelta(hours=3)
    assert (get(desk, calendar, first.etag).status, first.text != "") == (304, True)
    floor.open_promise("greet", "alice", FRIDAY)
    assert get(desk, calendar, first.etag).status == 200


def test_another_secret_closes_it_to_who_knew_the_one_before(desk: Desk, floor: Floor) -> None:
    promise = floor.open_promise("finish", "alice", FRIDAY)
    first, second = open_calendar(desk, "alice"), open_calendar(desk, "alice")
    assert (get(desk, first).status, get(desk, second).status) == (404, 200)
    assert said(events(get(desk, second).text)[promise]) == ("CONFIRMED", 0)
    assert desk.ask("alice", _of("alice")).body["made_at"] is not None
    assert desk.delete("alice", _of("alice")).status == 204
    assert get(desk, second).status == 404
    assert desk.ask("alice", _of("alice")).body == {"made_at": None}


def test_the_secret_is_not_in_the_database(desk: Desk) -> None:
    secret = open_calendar(desk, "alice").removeprefix("/v1/calendar/").removesuffix(".ics")
    with desk.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM calendars").one()
    assert secret not in repr(kept)
    assert len(secret) >= 43


def test_it_ends_with_the_person(desk: Desk, floor: Floor) -> None:
    calendar = open_calendar(desk, "alice")
    floor.left("alice", "2026-11-16")
    desk.now = datetime(2026, 11, 17, 9, tzinfo=UTC)
    assert get(desk, calendar).status == 404


@pytest.mark.parametrize("who", ["bob", "sam", "mona", "olga", "ada"])
def test_nobody_makes_or_sees_that_of_somebody_else(desk: Desk, who: str) -> None:
    desk.catch_up()
    assert desk.put(who, _of("alice"), {}).status in {403, 404}
    assert desk.ask(who, _of("alice")).status in {403, 404}
    assert desk.delete(who, _of("alice")).status in {403, 404}


ZONES = sorted(available_timezones() - {"localtime", "Factory"})
instants = st.integers(0, 15 * 366 * 86_400).map(lambda seconds: datetime(2020, 1, 1, tzinfo=UTC) + seconds * SECOND)


def told(start: datetime, minutes: int, timezone: str) -> Told:
    when = Timed(start, start + timedelta(minutes=minutes), timezone)
    return Told(Entry(named("session"), "session", "CONFIRMED", when), 0, WHEN)


def read_by_its_own_words(calendar: Component, name: str, event: Component) -> datetime:
    """As RFC 5545 has it read by who has never heard of the zone: by the last change before, on the clock of then."""
    value = event[name]
    if "TZID" not in value.params:
        instant: datetime = value.dt
        return instant
    local = value.dt.replace(tzinfo=None)
    [zone] = [part for part in calendar.walk("VTIMEZONE") if part["TZID"] == value.params["TZID"]]
    begun = [part for part in zone.subcomponents if part["DTSTART"].dt <= local]
    present = max(begun, key=lambda part: part["DTSTART"].dt)
    return (local - present["TZOFFSETTO"].td).replace(tzinfo=UTC)


@settings(max_examples=300, deadline=None)
@given(start=instants, minutes=st.integers(1, 240), timezone=st.sampled_from(ZONES))
def test_in_every_zone_it_reads_back_as_it_was(start: datetime, minutes: int, timezone: str) -> None:
    calendar = Calendar.from_ical(feed([told(start, minutes, timezone)], "en", "https://floorwalk.example"))
    [event] = calendar.events
    # In the hour that is shown twice, Python takes no two times of different zones for equal.
    assert (event.start.astimezone(UTC), event.end.astimezone(UTC)) == (start, start + timedelta(minutes=minutes))
    assert read_by_its_own_words(calendar, "DTSTART", event) == start
    assert read_by_its_own_words(calendar, "DTEND", event) == start + timedelta(minutes=minutes)


@pytest.mark.parametrize("timezone", ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"])
@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25", "2026-03-08", "2026-11-01", "2026-04-04", "2026-03-22"])
def test_around_a_change_of_the_clocks_every_quarter_of_an_hour_reads_back(timezone: str, day: str) -> None:
    midnight = datetime.fromisoformat(f"{day}T00:00:00+00:00")
    starts = [midnight + quarter * timedelta(minutes=15) for quarter in range(-48, 144)]
    calendar = Calendar.from_ical(feed([told(start, 30, timezone) for start in starts], "en", ""))
    for start, event in zip(starts, calendar.events, strict=True):
        assert event.start.astimezone(UTC) == start
        assert read_by_its_own_words(calendar, "DTSTART", event) == start
        assert read_by_its_own_words(calendar, "DTEND", event) == start + timedelta(minutes=30)


days = st.dates(date(2026, 11, 1), date(2026, 12, 31))
wanted = st.dictionaries(st.sampled_from("abc"), st.tuples(days, st.sampled_from(["CONFIRMED", "TENTATIVE"])))


@settings(max_examples=200, deadline=None)
@given(st.lists(wanted, max_size=8))
def test_numbers_only_rise_and_rise_with_every_change(history: list[dict[str, tuple[date, str]]]) -> None:
    known: dict[str, Told] = {}
    for hour, state in enumerate(history):
        now = WHEN + timedelta(hours=hour)
        entries = [Entry(uid, "promise", status, AllDay(day)) for uid, (day, status) in state.items()]  # type: ignore[arg-type]
        then = tell(known, entries, now)
        for uid, before in known.items():
            assert (then[uid].sequence > before.sequence) == (then[uid].entry != before.entry)
        assert {uid for uid, one in then.items() if one.entry.status != "CANCELLED"} == state.keys()
        assert tell(then, entries, now + timedelta(minutes=1)) == then
        known = then


def test_what_is_over_for_long_is_left_out_and_not_cancelled() -> None:
    entry = Entry("a", "promise", "CONFIRMED", AllDay(date(2026, 11, 20)))
    known = tell({}, [entry], WHEN)
    later = WHEN + timedelta(days=60)
    assert tell(known, [], later) == known
    assert shown(known, later) == []
