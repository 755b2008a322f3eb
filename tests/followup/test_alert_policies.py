"""What a team is alerted by: its own policy or the default, put by operations, counted from the next look on."""

from __future__ import annotations

from typing import Any

import pytest

from services.followup.watch.policies import policy_body, policy_from
from services.followup.watch.policy import DEFAULT_POLICY
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, london

MONDAY = "2026-11-23"
OPS_AFTER_AN_HOUR = {
    "ladder": [
        {"level": 1, "tells": ["supervisors"]},
        {"level": 2, "after_hours": 1, "tells": ["manager", "ops"]},
    ]
}


def path(policy_id: str) -> str:
    return f"/v1/alert_policies/{policy_id}"


def levels(desk: Desk) -> dict[str, int]:
    return {item["rep_name"]: item["level"] for item in desk.ask("olga", "/v1/alerts").items}


@pytest.fixture
def late(desk: Desk, floor: Floor) -> Desk:
    floor.open_promise("finish", "alice", "2026-11-20")
    floor.open_promise("greet", "dave", "2026-11-20", by="quinn")
    desk.look(london(MONDAY, "10:30"))
    return desk


def test_the_default_is_the_products_until_it_is_put(desk: Desk) -> None:
    desk.look()
    answer = desk.ask("olga", path("default"))
    assert answer.body.pop("own") is False
    assert (answer.body.pop("id"), answer.body.pop("version")) == ("default", 0)
    assert policy_from(answer.body) == DEFAULT_POLICY
    assert [rung["tells"] for rung in answer.body["ladder"]] == [["owing"], ["supervisors"], ["manager"], ["ops"]]
    assert [rung["after_hours"] for rung in answer.body["ladder"]] == [0, 0, 8, 16]


def test_what_is_put_is_what_is_read(desk: Desk) -> None:
    desk.look()
    body = {**policy_body(DEFAULT_POLICY), "grace": {"minutes": 15}, "quiet_hours": None, "not_seen_after_days": 10}
    put = desk.put("olga", path(named("north")), body)
    assert (put.status, put.body) == (200, {"id": named("north"), "own": True, "version": 1, **body})
    assert desk.ask("olga", path(named("north"))).body == put.body
    assert desk.ask("olga", path(named("south"))).body["own"] is False
    assert desk.ask("olga", path("default")).body["quiet_hours"] == {"from": "20:00", "until": "07:00"}


def test_a_team_without_one_has_the_default_that_was_put(desk: Desk) -> None:
    desk.look()
    desk.put("olga", path("default"), {"grace": {"minutes": 5}})
    assert desk.ask("olga", path(named("south"))).body["grace"] == {"minutes": 5}


def test_alerts_climb_by_it_from_the_next_look_on_and_only_its_team(late: Desk) -> None:
    assert levels(late) == {"Alice": 1, "Dave": 1}
    late.put("olga", path(named("north")), OPS_AFTER_AN_HOUR)
    late.look(london(MONDAY, "10:31"))
    assert levels(late) == {"Alice": 2, "Dave": 1}
    late.put("olga", path(named("north")), {})
    late.look(london(MONDAY, "10:32"))
    assert levels(late) == {"Alice": 2, "Dave": 1}
    late.put("olga", path("default"), OPS_AFTER_AN_HOUR)
    late.look(london(MONDAY, "10:33"))
    assert levels(late) == {"Alice": 2, "Dave": 2}


def test_it_goes_with_the_rep(late: Desk, floor: Floor) -> None:
    late.put("olga", path(named("south")), OPS_AFTER_AN_HOUR)
    floor.at(f"{MONDAY}T10:40:00+00:00").person("alice", "south")
    late.look()
    assert levels(late) == {"Alice": 2, "Dave": 2}


def test_nobody_writes_over_what_they_have_not_read(desk: Desk) -> None:
    desk.look()
    unread = desk.ask("olga", path("default"))
    assert unread.etag == '"0"'
    assert desk.put("olga", path("default"), {}, if_match='"1"').status == 412
    first = desk.put("olga", path("default"), {}, if_match=unread.etag)
    assert (first.status, first.etag) == (200, '"1"')
    assert desk.put("olga", path("default"), {}, if_match=unread.etag).status == 412
    assert desk.put("olga", path("default"), {"grace": {"minutes": 1}}, if_match='"1"').etag == '"2"'
    assert desk.put("olga", path("default"), {"grace": {"minutes": 1}}).etag == '"2"'


def test_a_team_that_has_the_default_is_told_when_that_was_changed(desk: Desk) -> None:
    desk.look()
    before = desk.ask("olga", path(named("south")))
    assert desk.ask("olga", path(named("south")), etag=before.etag).status == 304
    desk.put("olga", path("default"), {"grace": {"minutes": 5}})
    after = desk.ask("olga", path(named("south")), etag=before.etag)
    assert (after.status, after.body["grace"], after.body["version"]) == (200, {"minutes": 5}, 0)
    desk.put("olga", path("default"), {"grace": {"minutes": 6}})
    assert desk.put("olga", path(named("south")), {}, if_match=after.etag).status == 412
    now = desk.ask("olga", path(named("south")))
    assert desk.put("olga", path(named("south")), {}, if_match=now.etag).etag == '"1"'


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("ladder", {"ladder": []}),
    ("ladder", {"ladder": [{"level": 2, "tells": ["ops"]}]}),
    ("ladder", {"ladder": [{"level": 1, "tells": ["ops"]}, {"level": 1, "tells": ["manager"]}]}),
    ("ladder", {"ladder": [{"level": 1, "after_hours": 2, "tells": ["ops"]}]}),
    (
        "ladder",
        {
            "ladder": [
                {"level": 1, "tells": ["ops"]},
                {"level": 2, "after_hours": 3, "tells": ["ops"]},
                {"level": 3, "after_hours": 2, "tells": ["ops"]},
            ]
        },
    ),
    ("ladder", {"ladder": [{"level": 1, "tells": ["ops", "ops"]}]}),
    ("ladder.0.tells", {"ladder": [{"level": 1, "tells": []}]}),
    ("ladder.0.tells.0", {"ladder": [{"level": 1, "tells": ["everybody"]}]}),
    ("ladder.0.level", {"ladder": [{"level": 10, "tells": ["ops"]}]}),
    ("grace.minutes", {"grace": {"minutes": 241}}),
    ("quiet_hours.until", {"quiet_hours": {"from": "20:00", "until": "20:00"}}),
    ("quiet_hours.from", {"quiet_hours": {"from": "24:00", "until": "07:00"}}),
    ("working_hours.until", {"working_hours": {"from": "17:00", "until": "09:00"}}),
    ("digest.at_least", {"digest": {"at_least": 1}}),
    ("caps.per_hour", {"caps": {"per_hour": 0, "per_day": 5}}),
    ("mood", {"mood": "good"}),
]


@pytest.mark.parametrize(("field", "body"), REFUSED, ids=[str(number) for number in range(len(REFUSED))])
def test_a_policy_that_nobody_could_follow_is_refused(desk: Desk, field: str, body: dict[str, Any]) -> None:
    desk.look()
    refused = desk.put("olga", path("default"), body)
    assert refused.status == 422
    assert field in refused.body["errors"]


def test_it_is_for_operations_alone(desk: Desk) -> None:
    desk.look()
    assert {desk.ask(who, path("default")).status for who in ("sam", "mona", "alice", "ada", "cleo")} == {403}
    assert {desk.put(who, path("default"), {}).status for who in ("sam", "mona", "alice", "ada", "cleo")} == {403}
    assert desk.ask("olga", path(named("nowhere"))).status == 404
    assert desk.put("olga", path("elsewhere"), {}).status == 404


def test_a_reminder_that_is_wanted_from_now_on_comes_on_a_day_of_25_hours_too(desk: Desk, floor: Floor) -> None:
    floor.team("north", working_days=(1, 2, 3, 4, 5, 6, 7))
    floor.open_promise("finish", "alice", "2027-10-31")
    desk.look()
    desk.put("olga", path(named("north")), OPS_AFTER_AN_HOUR)
    desk.look(london("2027-10-30", "23:30"))
    desk.put("olga", path(named("north")), {})
    desk.look(london("2027-10-30", "23:31"))
    assert [alert["level"] for alert in desk.ask("olga", "/v1/alerts", level="0").items] == [0]
