"""A silence: nobody is told of a team's alerts for a time, their ladders stand still, and nothing is lost."""

from __future__ import annotations

from typing import Any

import pytest

from services.eventlog.database import reading
from services.followup.watch.silences import silenced_until
from tests.followup.cast import Floor, named
from tests.followup.desk import Answer, Desk, london

MONDAY = "2026-11-23"
PATH = f"/v1/silences/{named('move')}"


def silence(desk: Desk, who: str = "olga", path: str = PATH, **body: Any) -> Answer:
    told = {"team_id": named("north"), "from": "2026-11-23", "until": "2026-11-23", "reason": "We move desks", **body}
    return desk.put(who, path, told)


def levels(desk: Desk) -> dict[str, int]:
    return {item["rep_name"]: item["level"] for item in desk.ask("olga", "/v1/alerts").items}


@pytest.fixture
def late(desk: Desk, floor: Floor) -> Desk:
    floor.open_promise("finish", "alice", "2026-11-20")
    floor.open_promise("greet", "dave", "2026-11-20", by="quinn")
    desk.look(london("2026-11-21", "10:00"))
    return desk


def test_days_are_those_of_the_teams_site_and_both_are_included(late: Desk) -> None:
    answer = silence(late)
    assert answer.status == 200
    assert (answer.body["from"], answer.body["until"]) == ("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z")
    (item,) = late.ask("olga", "/v1/silences").items
    assert item == answer.body
    assert item["reason"] == "We move desks"
    exact = silence(late, **{"from": "2026-11-23T08:00:00Z", "until": "2026-11-23T10:00:00+01:00"})
    assert (exact.body["from"], exact.body["until"]) == ("2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z")


def test_ladders_stand_still_and_go_on_where_they_stood(late: Desk) -> None:
    silence(late)
    late.look(london(MONDAY, "18:00"))
    assert levels(late) == {"Alice": 1, "Dave": 2}
    late.look(london("2026-11-24", "17:00"))
    assert levels(late) == {"Alice": 2, "Dave": 3}


def test_what_falls_due_meanwhile_is_raised_all_the_same(late: Desk, floor: Floor) -> None:
    silence(late, until="2026-11-30")
    floor.at("2026-11-21T11:00:00+00:00").open_promise("listen", "bob", MONDAY)
    late.look(london("2026-11-24", "08:00"))
    assert levels(late) == {"Alice": 1, "Bob": 1, "Dave": 2}


def test_ending_it_lets_the_ladder_go_on(late: Desk) -> None:
    silence(late, until="2026-11-30")
    late.look(london(MONDAY, "13:00"))
    ended = late.delete("olga", PATH)
    assert (ended.status, ended.body["until"]) == (200, "2026-11-23T13:00:00Z")
    late.look(london("2026-11-24", "12:59"))
    assert levels(late)["Alice"] == 1
    late.look(london("2026-11-24", "13:00"))
    assert levels(late)["Alice"] == 2
    assert late.ask("olga", "/v1/silences").items == []


def test_one_that_had_not_begun_never_was(late: Desk) -> None:
    silence(late)
    assert late.delete("olga", PATH).status == 200
    late.look(london(MONDAY, "17:00"))
    assert levels(late)["Alice"] == 2


def test_whoever_sends_is_told_until_when_to_wait(late: Desk) -> None:
    silence(late)
    silence(late, path=f"/v1/silences/{named('longer')}", **{"from": "2026-11-23T12:00:00Z", "until": "2026-11-25"})
    with reading(late.engine) as connection:
        assert silenced_until(connection, named("north"), london(MONDAY, "09:00")) == london("2026-11-24")
        assert silenced_until(connection, named("north"), london(MONDAY, "12:00")) == london("2026-11-26")
        assert silenced_until(connection, named("north"), london("2026-11-26")) is None
        assert silenced_until(connection, named("south"), london(MONDAY, "09:00")) is None


def test_its_reason_is_kept_locked(late: Desk) -> None:
    silence(late)
    with late.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM silences").all()
    assert "desks" not in str(kept)
    late.keys.erased.add(named("olga"))
    assert late.ask("olga", "/v1/silences").items[0]["reason"] is None


def test_nobody_writes_over_what_they_have_not_read(late: Desk) -> None:
    assert silence(late).etag == '"1"'
    body = {"team_id": named("north"), "from": MONDAY, "until": MONDAY, "reason": "Longer"}
    assert late.put("olga", PATH, body, if_match='"2"').status == 412
    assert late.put("olga", PATH, body, if_match='"1"').etag == '"2"'
    assert late.delete("olga", PATH, if_match='"1"').status == 412


def test_a_silence_that_cannot_be_is_refused(late: Desk) -> None:
    for field, body in {
        "team_id": {"team_id": named("nowhere")},
        "until": {"until": "2026-11-22"},
        "from": {"from": "next week"},
        "reason": {"reason": ""},
    }.items():
        refused = silence(late, **body)
        assert (refused.status, list(refused.body["errors"])) == (422, [field])
    assert silence(late, until="2028-01-01").status == 422
    assert late.delete("olga", PATH).status == 404


def test_it_is_for_operations_alone(late: Desk) -> None:
    assert {silence(late, who).status for who in ("sam", "mona", "alice", "ada", "cleo")} == {403}
    assert {late.ask(who, "/v1/silences").status for who in ("sam", "mona", "alice", "ada", "cleo")} == {403}
    assert {late.delete(who, PATH).status for who in ("sam", "mona", "alice", "ada", "cleo")} == {403}
