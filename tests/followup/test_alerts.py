"""Alerts as they are read, the lag, the service's own log, and its probes."""

from __future__ import annotations

import pytest

from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, london


@pytest.fixture
def late(desk: Desk, floor: Floor) -> Desk:
    """Alice owes practice, bob's supervisor a look, dave an answer."""
    floor.open_promise("finish", "alice", "2026-11-17")
    floor.open_promise("listen", "bob", "2026-11-18")
    floor.later(hours=1).practised("listen", by="bob")
    floor.proposed("far", "dave", "2026-11-30", by="quinn")
    desk.look(london("2026-11-20", "08:00"))
    return desk


def climbed(desk: Desk, level: int) -> list[str]:
    return [item["reason"] for item in desk.ask("olga", "/v1/alerts", level=level).items]


def test_an_alert_says_who_owes_what_since_when(late: Desk) -> None:
    item = late.ask("olga", "/v1/alerts", team=named("north")).items[-1]
    assert item.pop("id") == late.own_events[1].data["alert_id"]
    assert item == {
        "reason": "rep_owes",
        "owed_by": "rep",
        "owing": {"id": named("alice"), "name": "Alice"},
        "subject": f"commitment/{named('finish')}",
        "revision": 1,
        "rep_id": named("alice"),
        "rep_name": "Alice",
        "team_id": named("north"),
        "team_name": "North",
        "state": "escalated",
        "level": 3,
        "began_at": "2026-11-18T00:00:00Z",
        "raised_at": "2026-11-20T08:00:00Z",
        "resolved_at": None,
        "acknowledged_until": None,
        "snoozed_until": None,
        "due_day": "2026-11-17",
    }


def test_they_come_latest_first_by_state_level_and_team_and_page_by_page(late: Desk, floor: Floor) -> None:
    reasons = [item["reason"] for item in late.ask("olga", "/v1/alerts").items]
    assert reasons == ["unconfirmed", "supervisor_owes", "rep_owes"]
    first = late.ask("olga", "/v1/alerts", limit=2)
    second = late.ask("olga", "/v1/alerts", limit=2, cursor=first.body["next"])
    assert [item["reason"] for item in first.items + second.items] == reasons
    floor.at("2026-11-20T09:00:00+00:00").kept("finish", "2026-11-20")
    late.look()
    assert [item["reason"] for item in late.ask("olga", "/v1/alerts", state="resolved").items] == ["rep_owes"]
    assert len(late.ask("olga", "/v1/alerts", state="raised,escalated").items) == 2
    assert climbed(late, 1) == ["unconfirmed"]
    assert climbed(late, 2) == ["supervisor_owes"]


def test_everybody_sees_the_alerts_of_their_teams_ops_all_and_a_rep_none(late: Desk) -> None:
    counts = {who: len(late.ask(who, "/v1/alerts").items) for who in ("sam", "quinn", "mona", "olga")}
    assert counts == {"sam": 2, "quinn": 1, "mona": 3, "olga": 3}
    assert late.ask("sam", "/v1/alerts", team=named("south")).status == 404
    assert {who: late.ask(who, "/v1/alerts").status for who in ("alice", "ada", "cleo", "svc:web")} == {
        "alice": 403,
        "ada": 403,
        "cleo": 403,
        "svc:web": 403,
    }


def test_an_alert_goes_with_its_rep_to_another_team(late: Desk, floor: Floor) -> None:
    floor.person("bob", "south")
    late.look()
    (look,) = [item for item in late.ask("quinn", "/v1/alerts").items if item["reason"] == "supervisor_owes"]
    assert (look["team_name"], look["owing"]["name"]) == ("South", "Quinn")
    assert late.ask("sam", f"/v1/alerts/{look['id']}").status == 404
    assert late.ask("quinn", f"/v1/alerts/{look['id']}").status == 200


def test_a_trail_shows_what_led_to_it_and_not_a_word(late: Desk, floor: Floor) -> None:
    floor.at("2026-11-20T10:00:00+00:00").kept("listen", "2026-11-20")
    late.look()
    listed = late.ask("olga", "/v1/alerts", state="resolved").items
    answer = late.ask("olga", f"/v1/alerts/{listed[0]['id']}")
    steps = [(step["at"], step["what"], (step["by"] or {}).get("name")) for step in answer.body["trail"]]
    assert steps == [
        ("2026-11-16T09:00:00Z", "commitment.proposed", "Sam"),
        ("2026-11-16T09:00:00Z", "commitment.confirmed", "Bob"),
        ("2026-11-16T10:00:00Z", "commitment.practice_reported", "Bob"),
        ("2026-11-19T00:00:00Z", "commitment.fell_overdue", None),
        ("2026-11-19T00:00:00Z", "alert.raised", None),
        ("2026-11-19T17:00:00Z", "alert.escalated", None),
        ("2026-11-20T10:00:00Z", "commitment.revisited", "Sam"),
        ("2026-11-20T10:00:00Z", "commitment.kept", "Sam"),
        ("2026-11-20T10:00:00Z", "alert.resolved", None),
    ]
    for words in ("Let the customer finish", "I will.", "Twice today.", "Looked again."):
        assert words not in answer.text


def test_there_is_nothing_at_an_id_that_is_no_alert(late: Desk) -> None:
    assert late.ask("olga", f"/v1/alerts/{named('finish')}").status == 404


def test_the_lag_is_told_to_ops_admin_and_services(desk: Desk, floor: Floor) -> None:
    desk.look()
    head = len(floor.events)
    told = {"position": head, "head": head, "seconds": 0.0, "parked": 0, "watch_seconds": 0.0, "as_of": None}
    assert desk.ask("olga", "/v1/lag").body == told
    assert desk.ask("ada", "/v1/lag").status == desk.ask("svc:web", "/v1/lag").status == 200
    assert desk.ask("sam", "/v1/lag").status == desk.ask("alice", "/v1/lag").status == 403
    desk.system.seconds += 45
    assert desk.ask("olga", "/v1/lag").body == {**told, "seconds": 45.0, "watch_seconds": 45.0}


def test_the_own_log_is_for_services(late: Desk) -> None:
    page = late.ask("svc:web", "/v1/events", after=1, limit=2).body
    assert [item["position"] for item in page["items"]] == [2, 3]
    assert page["head"] == len(late.own_events)
    assert late.ask("olga", "/v1/events").status == 403


def test_it_is_ready_when_it_is_up_to_date_nothing_is_parked_and_the_watch_looks(desk: Desk, floor: Floor) -> None:
    client = desk.app.test_client()
    assert client.get("/readyz").status_code == 503
    desk.look()
    assert client.get("/readyz").json == {"read model": "ok", "parked": "ok", "watch": "ok"}
    desk.system.seconds += 61
    assert client.get("/readyz").json == {
        "read model": "0 events and 61 s behind",
        "parked": "ok",
        "watch": "has not looked for 61 s",
    }
    floor.noted("broken", "alice")
    del floor.events[-1]["data"]["kind"]
    desk.look()
    assert client.get("/readyz").json["parked"] == "the events of 1 wait to be replayed"


def test_overdue_promises_nobody_was_told_of_are_counted(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-17")
    desk.catch_up()
    desk.now = london("2026-11-19")
    metrics = desk.app.test_client().get("/metrics").text
    assert "floorwalk_followup_overdue_without_alert 1.0" in metrics
    desk.look(london("2026-11-19"))
    metrics = desk.app.test_client().get("/metrics").text
    assert "floorwalk_followup_overdue_without_alert 0.0" in metrics
    assert f"floorwalk_followup_position {float(len(floor.events))}" in metrics
