"""Sessions nobody told the outcome of, and reps whom nobody has seen."""

from __future__ import annotations

from datetime import date

import pytest

from contracts import sessions
from services.followup.rebuild import rebuild
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, london
from tests.followup.test_alert_policies import OPS_AFTER_AN_HOUR
from tests.followup.test_parking import break_last

MONDAY, TUESDAY = "2026-11-16", "2026-11-17"


def alerts(desk: Desk, **query: str) -> list[tuple[str, str, str]]:
    """What is open: the reason, who owes, and since when."""
    found = desk.ask("olga", "/v1/alerts", state="raised,escalated,acknowledged,snoozed", **query).items
    return [(item["reason"], item["owing"]["name"], item["began_at"]) for item in found]


def test_a_session_without_an_outcome_is_missed_two_hours_after_its_end(desk: Desk, floor: Floor) -> None:
    floor.planned("one", "alice", starts_at=f"{TUESDAY}T10:00:00+00:00", minutes=30)
    desk.look(london(MONDAY, "23:59"))
    assert alerts(desk, level="0") == []
    desk.look(london(TUESDAY, "12:29"))
    assert alerts(desk) == []
    assert alerts(desk, level="0") == [("session_missed", "Sam", "2026-11-17T12:30:00Z")]
    desk.look(london(TUESDAY, "12:30"))
    assert alerts(desk) == [("session_missed", "Sam", "2026-11-17T12:30:00Z")]
    (item,) = desk.ask("sam", "/v1/alerts").items
    assert (item["subject"], item["owed_by"], item["rep_name"]) == (f"session/{named('one')}", "supervisor", "Alice")


def test_it_goes_quiet_when_the_outcome_is_told_even_if_that_arrives_late(desk: Desk, floor: Floor) -> None:
    floor.planned("one", "alice", starts_at=f"{TUESDAY}T10:00:00+00:00", minutes=30)
    desk.look(london(TUESDAY, "15:00"))
    floor.at(f"{TUESDAY}T10:30:00+00:00").held("one", "alice")
    desk.look(london(TUESDAY, "16:00"))
    assert alerts(desk) == []
    assert desk.happened()[-1] == ("alert.resolved", "2026-11-17T12:30:00+00:00")
    trail = desk.ask("olga", f"/v1/alerts/{desk.own_events[0].data['alert_id']}").body["trail"]
    assert [step["what"] for step in trail] == ["session.scheduled", "session.held", "alert.raised", "alert.resolved"]


def test_a_session_that_is_moved_is_late_by_its_new_time(desk: Desk, floor: Floor) -> None:
    floor.planned("one", "alice", starts_at=f"{TUESDAY}T10:00:00+00:00", minutes=30)
    desk.look(london(TUESDAY, "09:00"))
    later = london("2026-11-18", "10:00")
    floor.of_session(sessions.Rescheduled, "one", "alice", starts_at=later, minutes=60)
    desk.look(london(TUESDAY, "13:00"))
    assert (alerts(desk), alerts(desk, level="0")) == ([], [])
    desk.look(london("2026-11-18", "13:00"))
    assert alerts(desk) == [("session_missed", "Sam", "2026-11-18T13:00:00Z")]


def test_a_session_of_several_is_one_alert_until_the_last_of_them_is_told(desk: Desk, floor: Floor) -> None:
    floor.planned("all", "alice", "bob", starts_at=f"{TUESDAY}T10:00:00+00:00", minutes=30)
    desk.look(london(TUESDAY, "13:00"))
    assert len(alerts(desk)) == 1
    floor.at(f"{TUESDAY}T13:00:00+00:00").held("all", "alice")
    desk.look()
    assert len(alerts(desk)) == 1
    floor.held("all", "bob")
    desk.look()
    assert alerts(desk) == []


def test_nobody_owes_the_outcome_of_a_session_with_somebody_who_left(desk: Desk, floor: Floor) -> None:
    floor.planned("one", "alice", starts_at=f"{TUESDAY}T10:00:00+00:00", minutes=30)
    floor.left("alice", MONDAY)
    desk.look(london(TUESDAY, "13:00"))
    assert alerts(desk) == []


def unseen(desk: Desk) -> list[str]:
    found = desk.ask("sam", "/v1/alerts", state="raised,escalated").items
    return sorted(item["rep_name"] for item in found if item["reason"] == "not_seen")


def watch_coverage(desk: Desk, days: int | None, team: str = "north", **rest: object) -> None:
    body = {"not_seen_after_days": days, **rest}
    policy_id = named(team) if team != "default" else team
    assert desk.put("olga", f"/v1/alert_policies/{policy_id}", body).status == 200


def test_nobody_is_told_of_reps_who_were_not_seen_unless_a_policy_asks_for_it(desk: Desk, floor: Floor) -> None:
    desk.look()
    desk.look(london("2027-11-16"))
    assert alerts(desk) == []


def test_a_rep_nobody_has_seen_for_so_many_working_days_is_told_of(desk: Desk, floor: Floor) -> None:
    floor.noted("heard", "alice")
    desk.look()
    watch_coverage(desk, 3)
    desk.look(london("2026-11-19", "12:00"))
    assert alerts(desk) == []
    desk.look(london("2026-11-20", "00:00"))
    assert unseen(desk) == ["Alice", "Bob", "Carol"]
    assert set(alerts(desk)) == {("not_seen", "Sam", "2026-11-20T00:00:00Z")}


def test_being_seen_makes_it_go_quiet_and_begins_the_count_anew(desk: Desk, floor: Floor) -> None:
    desk.look()
    watch_coverage(desk, 3)
    floor.at("2026-11-19T10:00:00+00:00").noted("heard", "bob")
    floor.noted("heard too", "carol")
    desk.look(london("2026-11-20", "09:00"))
    assert unseen(desk) == ["Alice"]
    floor.at("2026-11-20T09:30:00+00:00").noted("at last", "alice")
    desk.look()
    assert alerts(desk) == []
    desk.look(london("2026-11-25", "00:00"))
    assert unseen(desk) == ["Bob", "Carol"]


def test_nobody_is_unseen_on_holiday_and_nobody_once_the_policy_says_no_more(desk: Desk, floor: Floor) -> None:
    desk.look()
    watch_coverage(desk, 3)
    for name in ("bob", "carol"):
        floor.absent(name, "2026-11-17", "2026-11-27")
    desk.look(london("2026-11-20", "09:00"))
    assert unseen(desk) == ["Alice"]
    watch_coverage(desk, None)
    desk.look(london("2026-11-20", "10:00"))
    assert alerts(desk) == []


def test_a_rep_who_was_never_seen_counts_on_through_other_changes_of_the_policy(desk: Desk, floor: Floor) -> None:
    desk.look()
    watch_coverage(desk, 5)
    desk.look(london("2026-11-18", "12:00"))
    watch_coverage(desk, 5, grace={"minutes": 10})
    watch_coverage(desk, 3, grace={"minutes": 10})
    desk.look(london("2026-11-20", "00:10"))
    assert set(alerts(desk)) == {("not_seen", "Sam", "2026-11-20T00:00:00Z")}
    assert unseen(desk) == ["Alice", "Bob", "Carol"]


def test_a_team_that_is_given_a_policy_of_its_own_counts_on_from_the_default(desk: Desk, floor: Floor) -> None:
    desk.look()
    watch_coverage(desk, 3, "default")
    desk.look(london("2026-11-18", "12:00"))
    watch_coverage(desk, 3, grace={"minutes": 10})
    desk.look(london("2026-11-20", "00:10"))
    assert unseen(desk) == ["Alice", "Bob", "Carol"]


def test_reps_who_are_watched_again_after_a_time_in_which_they_were_not_count_anew(desk: Desk, floor: Floor) -> None:
    desk.look()
    watch_coverage(desk, 3)
    desk.look(london("2026-11-17", "12:00"))
    watch_coverage(desk, None)
    desk.look(london("2026-11-18", "12:00"))
    watch_coverage(desk, 3)
    desk.look(london("2026-11-23", "23:59"))
    assert unseen(desk) == []
    desk.look(london("2026-11-24", "00:00"))
    assert unseen(desk) == ["Alice", "Bob", "Carol"]


def test_what_is_watched_is_watched_on_after_a_rebuild(desk: Desk, floor: Floor) -> None:
    floor.planned("one", "alice", starts_at=f"{TUESDAY}T10:00:00+00:00", minutes=30)
    desk.look()
    watch_coverage(desk, 3)
    rebuild(desk.engine, floor, "one", system=desk.system)
    desk.look(london("2026-11-20", "00:00"))
    assert sorted(reason for reason, _, _ in alerts(desk)) == ["not_seen", "not_seen", "not_seen", "session_missed"]


def test_a_site_that_was_closed_or_moved_counts_its_days_anew(desk: Desk, floor: Floor) -> None:
    desk.look()
    watch_coverage(desk, 3)
    desk.look(london("2026-11-20", "00:00"))
    assert unseen(desk) == ["Alice", "Bob", "Carol"]
    floor.at("2026-11-20T08:00:00+00:00").team("north", holidays=(date(2026, 11, 19),))
    desk.look()
    assert unseen(desk) == []
    floor.later(hours=1).team("north", timezone="Asia/Tokyo")
    desk.look(london("2026-11-19", "15:00"))
    assert unseen(desk) == ["Alice", "Bob", "Carol"]


def test_a_session_is_due_on_the_day_of_the_site_as_it_is_now(desk: Desk, floor: Floor) -> None:
    floor.planned("one", "alice", starts_at=f"{TUESDAY}T10:00:00+00:00", minutes=30)
    desk.look(london(MONDAY, "16:00"))
    assert alerts(desk, level="0") == []
    floor.at(f"{MONDAY}T16:30:00+00:00").team("north", timezone="Asia/Tokyo")
    desk.look()
    assert alerts(desk, level="0") == [("session_missed", "Sam", "2026-11-17T12:30:00Z")]


def test_a_session_of_two_teams_is_owed_by_the_team_of_those_who_still_wait(desk: Desk, floor: Floor) -> None:
    for name in ("first", "second"):
        floor.planned(name, "alice", "dave", starts_at=f"{TUESDAY}T10:00:00+00:00", minutes=30)
    floor.at(f"{TUESDAY}T10:30:00+00:00").held("first", "alice")
    floor.held("second", "dave", by="quinn")
    desk.look(london(TUESDAY, "13:00"))
    teams = {named("north"): "north", named("south"): "south"}
    found = {item["subject"]: teams[item["team_id"]] for item in desk.ask("olga", "/v1/alerts").items}
    assert found == {f"session/{named('first')}": "south", f"session/{named('second')}": "north"}


def test_a_session_is_owed_by_the_team_of_whoever_stays_longest(desk: Desk, floor: Floor) -> None:
    for name in ("first", "second"):
        floor.planned(name, "alice", "dave", starts_at="2026-12-01T10:00:00+00:00", minutes=30)
    floor.held("first", "alice")
    for name, day in (("alice", "2026-11-27"), ("dave", "2026-12-04")):
        floor.left(name, day)
    desk.look(london("2026-12-01", "13:00"))
    assert {item["team_id"] for item in desk.ask("olga", "/v1/alerts").items} == {named("south")}


TOLD_FIRST = pytest.mark.parametrize(("told", "waiting"), [("alice", "dave"), ("dave", "alice")])
"""Of two reps in two teams each is once the one of whom it is told first what came of their session."""

TEAMS = {"alice": ("north", "sam"), "dave": ("south", "quinn")}


def of_two_teams(desk: Desk, floor: Floor, told: str) -> None:
    """Late on Tuesday; of one of the two reps the outcome is told then."""
    floor.planned("one", "alice", "dave", starts_at=f"{TUESDAY}T08:00:00+00:00", minutes=30)
    desk.look(london(TUESDAY, "10:45"))
    floor.at(f"{TUESDAY}T10:50:00+00:00").held("one", told, by=TEAMS[told][1])
    desk.look()


@TOLD_FIRST
def test_an_alert_about_two_teams_goes_to_the_team_of_whoever_waits(
    desk: Desk, floor: Floor, told: str, waiting: str
) -> None:
    of_two_teams(desk, floor, told)
    (item,) = desk.ask(TEAMS[waiting][1], "/v1/alerts").items
    assert (item["rep_name"], item["team_id"]) == (waiting.title(), named(TEAMS[waiting][0]))
    assert item["owing"]["name"] == TEAMS[waiting][1].title()
    path = f"/v1/alerts/{item['id']}"
    assert desk.ask("olga", "/v1/alerts", team=named(TEAMS[told][0])).items == []
    assert (desk.ask(TEAMS[told][1], path).status, desk.ask(TEAMS[waiting][1], path).status) == (404, 200)


@TOLD_FIRST
def test_a_policy_of_the_team_that_answers_now_counts_at_once(
    desk: Desk, floor: Floor, told: str, waiting: str
) -> None:
    of_two_teams(desk, floor, told)
    desk.put("olga", f"/v1/alert_policies/{named(TEAMS[told][0])}", {**OPS_AFTER_AN_HOUR, "grace": {"minutes": 1}})
    desk.look(london(TUESDAY, "12:00"))
    assert [item["level"] for item in desk.ask("olga", "/v1/alerts").items] == [1]
    desk.put("olga", f"/v1/alert_policies/{named(TEAMS[waiting][0])}", OPS_AFTER_AN_HOUR)
    desk.look(london(TUESDAY, "12:01"))
    assert [item["level"] for item in desk.ask("olga", "/v1/alerts").items] == [2]


@TOLD_FIRST
def test_it_climbs_when_a_silence_of_the_team_that_answers_now_is_ended(
    desk: Desk, floor: Floor, told: str, waiting: str
) -> None:
    of_two_teams(desk, floor, told)
    desk.put("olga", "/v1/alert_policies/default", OPS_AFTER_AN_HOUR)
    silence = f"/v1/silences/{named('silence')}"
    hours = {"from": f"{TUESDAY}T11:00:00Z", "until": f"{TUESDAY}T20:00:00Z"}
    desk.put("olga", silence, {"team_id": named(TEAMS[waiting][0]), **hours, "reason": "A fire drill."})
    desk.look(london(TUESDAY, "13:00"))
    assert [item["level"] for item in desk.ask("olga", "/v1/alerts").items] == [1]
    desk.delete("olga", silence)
    desk.look(london(TUESDAY, "13:30"))
    assert [item["level"] for item in desk.ask("olga", "/v1/alerts").items] == [2]


@TOLD_FIRST
def test_a_session_is_left_in_peace_while_what_happened_to_any_of_its_reps_is_parked(
    desk: Desk, floor: Floor, told: str, waiting: str
) -> None:
    floor.planned("one", "alice", "dave", starts_at=f"{TUESDAY}T08:00:00+00:00", minutes=30)
    desk.look(london(TUESDAY, "09:00"))
    floor.noted("broken", told)
    break_last(floor)
    desk.look(london(TUESDAY, "10:45"))
    assert alerts(desk) == []
