"""``/v1/sessions``: planned, held, missed; who may read them, and what is to be talked about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from contracts import observations, sessions
from services.followup.session_states import GRACE
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, london

TALK = f"/v1/sessions/{named('talk')}"


@pytest.fixture
def planned(desk: Desk, floor: Floor) -> Desk:
    floor.planned("talk", "alice", starts_at="2026-11-20T10:00:00Z")
    desk.catch_up()
    return desk


def test_a_planned_session_is_read_by_its_rep_and_by_who_answers_for_the_rep(planned: Desk) -> None:
    for who in ("alice", "sam", "mona"):
        (item,) = planned.ask(who, "/v1/sessions").items
        assert (item["id"], item["state"], item["place"]) == (named("talk"), "scheduled", "Room 2")
        assert (item["starts_at"], item["ends_at"]) == ("2026-11-20T10:00:00Z", "2026-11-20T10:30:00Z")
        assert item["supervisor"]["name"] == "Sam"
        assert planned.ask(who, TALK).body == item
    for who in ("bob", "quinn"):
        assert planned.ask(who, "/v1/sessions").items == []
        assert planned.ask(who, TALK).status == planned.ask(who, f"{TALK}/agenda").status == 404
    for who in ("olga", "ada", "cleo"):
        assert planned.ask(who, "/v1/sessions").status == 403
        assert planned.ask(who, f"{TALK}/agenda").status == 403


def test_they_are_listed_as_they_begin_by_rep_and_time(desk: Desk, floor: Floor) -> None:
    for day in (24, 20, 22):
        floor.planned(f"talk {day}", "alice", starts_at=f"2026-11-{day}T23:30:00Z")
    floor.planned("other", "bob", starts_at="2026-11-20T10:00:00Z")
    desk.catch_up()
    of_alice = [named(f"talk {day}") for day in (20, 22, 24)]
    assert [item["id"] for item in desk.ask("sam", "/v1/sessions", rep=named("alice")).items] == of_alice
    days = desk.ask("sam", "/v1/sessions", rep=named("alice"), **{"from": "2026-11-22", "to": "2026-11-22"})
    assert [item["id"] for item in days.items] == of_alice[1:2], "both days included, with all their hours"
    exact = desk.ask("sam", "/v1/sessions", **{"from": "2026-11-22T23:30:00Z", "to": "2026-11-24T23:30:00Z"})
    assert [item["id"] for item in exact.items] == of_alice[1:2]
    assert desk.ask("sam", "/v1/sessions", **{"from": "soon"}).status == 422
    assert desk.ask("quinn", "/v1/sessions", rep=named("alice")).status == 404


def test_pages_follow_one_another(desk: Desk, floor: Floor) -> None:
    for number in range(5):
        floor.planned(f"talk {number}", "alice", "bob", starts_at="2026-11-20T10:00:00Z")
    desk.catch_up()
    found, cursor = [], None
    while True:
        page = desk.ask("sam", "/v1/sessions", limit=2, **({"cursor": cursor} if cursor else {})).body
        found += [item["id"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert sorted(found) == sorted(named(f"talk {number}") for number in range(5))


def test_of_a_group_a_rep_sees_nobody_else(desk: Desk, floor: Floor) -> None:
    floor.planned("talk", "alice", "bob", starts_at="2026-11-20T10:00:00Z")
    floor.held("talk", "alice", rep_notes="I listen")
    floor.held("talk", "bob", rep_notes="I talk")
    desk.catch_up()
    own = desk.ask("alice", TALK)
    assert ([rep["notes"] for rep in own.body["reps"]], own.body["size"]) == (["I listen"], 2)
    assert named("bob") not in own.text
    assert {rep["notes"] for rep in desk.ask("sam", TALK).body["reps"]} == {"I listen", "I talk"}
    assert [each["rep_id"] for each in desk.ask("alice", f"{TALK}/agenda").body["reps"]] == [named("alice")]


def test_what_was_said_and_what_came_of_it_is_there_for_both(planned: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-27")
    floor.held("talk", "alice", "finish")
    floor.of_session(sessions.Rated, "talk", "alice", by="alice", score=4, text={"text": "Useful"})
    planned.catch_up()
    for who in ("alice", "sam"):
        item = planned.ask(who, TALK).body
        (seat,) = item["reps"]
        assert (item["state"], item["supervisor_notes"]) == ("held", "Calmer openings")
        assert (seat["notes"], seat["score"], seat["rating"]) == ("I let them finish now", 4, "Useful")
        assert seat["commitment_ids"] == [named("finish")]


def test_it_is_on_the_timeline_when_it_was_planned_and_as_it_ended(planned: Desk, floor: Floor) -> None:
    floor.later(days=4).held("talk", "alice")
    planned.catch_up()
    newest, oldest = planned.ask("alice", f"/v1/reps/{named('alice')}/timeline").items
    assert (newest["kind"], newest["outcome"], newest["rep_notes"]) == (
        "session_outcome",
        "held",
        "I let them finish now",
    )
    assert (oldest["kind"], oldest["state"], oldest["starts_at"]) == ("session", "held", "2026-11-20T10:00:00Z")
    assert planned.ask("sam", f"/v1/reps/{named('alice')}/card").body["last_seen"] == "2026-11-20T09:00:00Z"


def test_a_move_is_seen_at_once_and_counted(planned: Desk, floor: Floor) -> None:
    moved = {"starts_at": london("2026-11-23", "14:00"), "minutes": 45}
    floor.of_session(sessions.Rescheduled, "talk", "alice", text={"place": "Garden"}, **moved)
    planned.catch_up()
    item = planned.ask("alice", TALK).body
    assert (item["starts_at"], item["minutes"], item["place"]) == ("2026-11-23T14:00:00Z", 45, "Garden")
    assert item["version"] == 2


def test_the_sessions_of_a_rep_who_moves_are_the_new_supervisors(planned: Desk, floor: Floor) -> None:
    floor.person("alice", "south")
    planned.catch_up()
    assert planned.ask("sam", "/v1/sessions").items == []
    assert [item["id"] for item in planned.ask("quinn", "/v1/sessions").items] == [named("talk")]


def test_a_departure_cancels_what_is_still_to_come_when_the_last_day_is_over(planned: Desk, floor: Floor) -> None:
    floor.left("alice", "2026-11-18")
    planned.catch_up()
    planned.now = london("2026-11-18", "23:59")
    assert planned.ask("sam", TALK).body["state"] == "scheduled"
    planned.now = london("2026-11-19")
    assert planned.ask("sam", TALK).body["state"] == "cancelled"
    assert planned.ask("sam", "/v1/sessions", state="scheduled").items == []
    assert len(planned.ask("sam", "/v1/sessions", state="cancelled").items) == 1


def test_the_supervisor_is_told_of_a_session_to_hold_and_then_that_it_was_missed(planned: Desk, floor: Floor) -> None:
    def duties() -> list[tuple[str, str]]:
        items = planned.ask("sam", f"/v1/supervisors/{named('sam')}/duties").items
        return [(item["kind"], item["rep_name"]) for item in items]

    ends = london("2026-11-20", "10:30")
    planned.now = london("2026-11-19", "21:59")
    assert duties() == []
    planned.now = london("2026-11-19", "22:00")
    assert duties() == [("session", "Alice")]
    planned.now = ends + GRACE - timedelta(microseconds=1)
    assert duties() == [("session", "Alice")]
    planned.now = ends + GRACE
    assert duties() == [("session_missed", "Alice")]
    assert planned.ask("sam", TALK).body["outcome_owed"]
    floor.held("talk", "alice")
    planned.catch_up()
    assert duties() == []


def test_the_card_has_the_rhythm_and_what_is_planned(planned: Desk, floor: Floor) -> None:
    floor.cadence("alice", weekday=5, every_weeks=2)
    planned.catch_up()
    card = planned.ask("sam", f"/v1/reps/{named('alice')}/card").body
    assert [session["id"] for session in card["sessions"]] == [named("talk")]
    assert (card["cadence"]["every_weeks"], card["cadence"]["weekday"], card["cadence"]["at"]) == (2, 5, "10:00")
    floor.write(sessions.CadenceEnded(rep_id=named("alice")), actor=named("sam"), partition=named("alice"))
    planned.catch_up()
    assert planned.ask("sam", f"/v1/reps/{named('alice')}/card").body["cadence"] is None


def a_fortnight(floor: Floor) -> None:
    floor.noted("before", "alice", kind="praise", quote="Before the last one")
    floor.planned("last", "alice", starts_at="2026-11-16T10:00:00Z")
    floor.later(hours=1).held("last", "alice")
    floor.later(hours=1).noted("slip", "alice", quote="Calm down, sir.")
    floor.noted("strength", "alice", kind="praise", quote="I will see to it myself.")
    floor.noted("mistake", "alice", quote="Not me")
    floor.of_note(observations.Withdrawn, "mistake", by="sam", text={"reason": "That was Bob"})
    floor.open_promise("finish", "alice", "2026-11-17")
    floor.open_promise("greet", "alice", "2026-11-27")
    floor.later(days=1).practised("greet")
    floor.looked("greet", "partly")
    floor.planned("talk", "alice", starts_at="2026-11-20T10:00:00Z")
    floor.raised("talk", "alice", "The new script")
    floor.raised("talk", "alice", "Chat pilot", by="sam")


def test_the_agenda_is_drawn_from_the_timeline_since_the_last_session(desk: Desk, floor: Floor) -> None:
    a_fortnight(floor)
    desk.catch_up()
    desk.now = london("2026-11-20", "09:00")
    drawn = desk.ask("sam", f"{TALK}/agenda").body
    assert drawn["since"] == "2026-11-16T10:00:00Z"
    assert [item["kind"] for item in drawn["progress"]] == ["practice_report"]
    assert [item["kind"] for item in drawn["slips"]] == ["overdue", "revisit", "correction"]
    assert [item["quote"] for item in drawn["strengths"]] == ["I will see to it myself."]
    assert [(item["text"], item["by"]["name"]) for item in drawn["raised"]] == [
        ("The new script", "Alice"),
        ("Chat pilot", "Sam"),
    ]


def test_what_customers_said_is_on_the_agenda_and_days_of_figures_are_not(desk: Desk, floor: Floor) -> None:
    a_fortnight(floor)
    floor.signal("alice", 2, comment="I had to explain it three times")
    floor.signals_on("alice", "2026-11-18", *[float(value) for value in range(1, 6)])
    desk.catch_up()
    desk.now = london("2026-11-20", "09:00")
    (said,) = desk.ask("alice", f"{TALK}/agenda").body["customer_feedback"]
    assert (said["name"], said["value"], said["text"]) == ("csat", 2.0, "I had to explain it three times")
    assert "I had to explain" not in desk.ask("bob", f"{TALK}/agenda").text


def test_the_first_agenda_looks_back_sixty_days(desk: Desk, floor: Floor) -> None:
    floor.at("2026-09-01T09:00:00+00:00").noted("long ago", "alice", kind="praise")
    floor.at("2026-10-01T09:00:00+00:00").noted("lately", "alice", kind="praise")
    floor.planned("talk", "alice", starts_at="2026-11-20T10:00:00Z")
    desk.catch_up()
    drawn = desk.ask("sam", f"{TALK}/agenda").body
    assert (drawn["since"], [item["id"] for item in drawn["strengths"]]) == (None, [named("lately")])


def test_points_raised_for_a_session_that_was_missed_are_still_to_be_talked_about(desk: Desk, floor: Floor) -> None:
    floor.planned("missed", "alice", starts_at="2026-11-16T10:00:00Z")
    floor.raised("missed", "alice", "The new script")
    floor.of_session(sessions.Missed, "missed", "alice")
    floor.planned("talk", "alice", starts_at="2026-11-20T10:00:00Z")
    desk.catch_up()
    assert [item["text"] for item in desk.ask("alice", f"{TALK}/agenda").body["raised"]] == ["The new script"]


def test_a_note_the_rep_does_not_see_yet_is_not_on_the_reps_agenda(desk: Desk, floor: Floor) -> None:
    floor.planned("talk", "alice", starts_at="2026-11-20T10:00:00Z")
    floor.noted("slip", "alice")
    desk.catch_up()
    desk.now = floor.now + timedelta(minutes=9)
    assert desk.ask("alice", f"{TALK}/agenda").body["slips"] == []
    assert len(desk.ask("sam", f"{TALK}/agenda").body["slips"]) == 1
    desk.now = floor.now + timedelta(minutes=10)
    assert len(desk.ask("alice", f"{TALK}/agenda").body["slips"]) == 1


def test_the_agenda_of_a_session_that_was_held_stays_as_it_was(desk: Desk, floor: Floor) -> None:
    a_fortnight(floor)
    floor.at("2026-11-20T10:30:00+00:00").held("talk", "alice")
    floor.later(hours=1).noted("after", "alice", kind="praise")
    desk.now = floor.now + timedelta(days=1)
    desk.catch_up()
    drawn = desk.ask("alice", f"{TALK}/agenda").body
    assert [item["id"] for item in drawn["strengths"]] == [named("strength")]
    assert len(drawn["raised"]) == 2
