"""Promises, found by state, team, rep, whose turn it is and due day."""

from __future__ import annotations

from typing import Any

import pytest

from tests.followup.cast import Floor, named
from tests.followup.desk import Answer, Desk, london


def promises(desk: Desk, who: str, **query: Any) -> Answer:
    return desk.ask(who, "/v1/commitments", **query)


def names(answer: Answer) -> list[str]:
    known = {named(name): name for name in ("finish", "listen", "greet", "wait", "old", "far")}
    return [known[item["id"]] for item in answer.items]


@pytest.fixture
def promised(desk: Desk, floor: Floor) -> Desk:
    """Five promises in the north, one in the south."""
    floor.open_promise("finish", "alice", "2026-11-17")
    floor.open_promise("listen", "alice", "2026-11-19")
    floor.practised("listen")
    floor.open_promise("greet", "bob", "2026-11-30")
    floor.proposed("wait", "carol", "2026-11-25")
    floor.open_promise("old", "bob", "2026-11-16")
    floor.kept("old", "2026-11-16")
    floor.open_promise("far", "dave", "2026-11-18", by="quinn")
    desk.look(london("2026-11-18", "12:00"))
    return desk


def test_a_promise_tells_all_there_is_to_it(desk: Desk, floor: Floor) -> None:
    texts = {"practice": "Count one breath", "model_phrase": "Please go on."}
    about = {"behaviour_id": named("interrupted"), "observation_id": named("first")}
    floor.open_promise("finish", "alice", "2026-11-21", **texts, **about)
    floor.later(hours=1).practised("finish")
    desk.look()
    (item,) = promises(desk, "sam").items
    smart = item.pop("smart")
    assert item == {
        "id": named("finish"),
        "rep_id": named("alice"),
        "rep_name": "Alice",
        "team_id": named("north"),
        **texts,
        **about,
        "state": "open",
        "due_on": "2026-11-21",
        "due_day": "2026-11-23",
        "due_soon_from": "2026-11-20T00:00:00Z",
        "overdue_from": "2026-11-24T00:00:00Z",
        "look_again_on": None,
        "revision": 1,
        "owed_by": "supervisor",
        "proposed_by": {"id": named("sam"), "name": "Sam"},
        "proposed_at": "2026-11-16T09:00:00Z",
        "confirmed_at": "2026-11-16T09:00:00Z",
        "confirmed_via": "own_device",
        "words": "I will.",
        "practised_at": "2026-11-16T10:00:00Z",
        "practice_text": "Twice today.",
        "kept_on": None,
        "closed_at": None,
        "closing_reason": None,
        "renewal_asked": None,
        "session_id": None,
        "measure": None,
    }
    lit = {light: told["lit"] for light, told in smart.items()}
    assert lit == {"specific": True, "measurable": False, "attainable": True, "relevant": True, "time_bound": True}


def test_they_come_in_the_order_of_their_due_days_and_page_by_page(promised: Desk) -> None:
    everything = names(promises(promised, "sam"))
    assert everything == ["old", "finish", "listen", "wait", "greet"]
    first = promises(promised, "sam", limit=2)
    second = promises(promised, "sam", limit=2, cursor=first.body["next"])
    third = promises(promised, "sam", limit=2, cursor=second.body["next"])
    assert names(first) + names(second) + names(third) == everything
    assert third.body["next"] is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "overdue"}, ["finish"]),
        ({"state": "due_soon"}, ["listen"]),
        ({"state": "open"}, ["greet"]),
        ({"state": "proposed"}, ["wait"]),
        ({"state": "kept"}, ["old"]),
        ({"state": "overdue,due_soon"}, ["finish", "listen"]),
        ({"owed_by": "supervisor"}, ["listen"]),
        ({"owed_by": "rep"}, ["finish", "wait", "greet"]),
        ({"due_before": "2026-11-19"}, ["old", "finish"]),
        ({"rep": named("bob")}, ["old", "greet"]),
        ({"team": named("north"), "state": "released"}, []),
    ],
)
def test_they_are_found_by_what_they_are_now(promised: Desk, query: dict[str, Any], found: list[str]) -> None:
    assert names(promises(promised, "sam", **query)) == found


def test_the_clock_alone_changes_the_answer_and_its_etag(promised: Desk) -> None:
    before = promises(promised, "sam", rep=named("alice"))
    promised.now = london("2026-11-19", "23:59")
    assert promises(promised, "sam", rep=named("alice"), etag=before.etag).status == 304
    promised.now = london("2026-11-20")
    after = promises(promised, "sam", rep=named("alice"), etag=before.etag)
    assert [item["state"] for item in after.items] == ["overdue", "overdue"]


def test_a_rep_sees_their_own_and_nobody_elses(promised: Desk) -> None:
    assert names(promises(promised, "alice")) == ["finish", "listen"]
    assert promises(promised, "alice", rep=named("bob")).status == 404
    assert promises(promised, "alice", team=named("north")).status == 404


def test_a_supervisor_sees_their_teams_and_a_manager_all_they_manage(promised: Desk) -> None:
    assert promises(promised, "sam", team=named("south")).status == 404
    assert promises(promised, "sam", rep=named("dave")).status == 404
    assert names(promises(promised, "quinn")) == ["far"]
    assert len(promises(promised, "mona").items) == 6


def test_ops_sees_whose_turn_it_is_and_not_a_word(promised: Desk) -> None:
    answer = promises(promised, "olga")
    assert len(answer.items) == 6
    for words in ("Let the customer finish", "I will.", "Twice today."):
        assert words not in answer.text
    assert {item["practice"] for item in answer.items} == {None}
    assert names(promises(promised, "olga", team=named("south"))) == ["far"]


@pytest.mark.parametrize("who", ["ada", "cleo", "svc:web"])
def test_nobody_else_sees_any(promised: Desk, who: str) -> None:
    assert promises(promised, who).status == 403


def test_a_promise_may_be_asked_to_move_and_says_so(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-20")
    floor.asked_to_move("finish", "2026-11-25")
    desk.look()
    (item,) = promises(desk, "sam").items
    assert item["renewal_asked"] == {"due_on": "2026-11-25", "reason": "Not in on Friday"}
    (unread,) = promises(desk, "olga").items
    assert unread["renewal_asked"] == {"due_on": "2026-11-25", "reason": None}
    floor.renewed("finish", "2026-11-25", revision=2)
    desk.look()
    (renewed,) = promises(desk, "alice").items
    assert (renewed["state"], renewed["revision"], renewed["owed_by"]) == ("proposed", 2, "rep")
    assert renewed["renewal_asked"] is None


@pytest.mark.parametrize("query", [{"state": "late"}, {"owed_by": "ops"}, {"due_before": "tomorrow"}, {"rep": "alice"}])
def test_it_refuses_what_it_does_not_understand(promised: Desk, query: dict[str, Any]) -> None:
    answer = promises(promised, "sam", **query)
    assert answer.status == 422
    assert list(answer.body["errors"]) == list(query)
