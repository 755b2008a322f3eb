"""Coverage: shares at every level, names for supervisors, figures for ops."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from contracts import observations
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, fold_of


def level(desk: Desk, who: str, name: str | None, **query: Any) -> dict[str, Any]:
    (found,) = [item for item in desk.ask(who, "/v1/coverage", **query).items if item["level"] == name]
    return found


def test_it_says_who_was_last_seen_when_by_level(desk: Desk, floor: Floor) -> None:
    floor.person("bob", "north", level="star")
    floor.noted("old", "alice")
    floor.later(days=10).noted("fresh", "bob", kind="praise")
    floor.later(days=1)
    desk.look()
    steady, star = level(desk, "sam", "steady"), level(desk, "sam", "star")
    assert (star["reps"], star["seen_7"], star["share_7"], star["never"]) == (1, 1, 1.0, 0)
    assert (steady["reps"], steady["seen_7"], steady["seen_14"], steady["never"]) == (2, 0, 1, 1)
    assert [(one["name"], one["last_seen"]) for one in steady["people"]] == [
        ("Carol", None),
        ("Alice", "2026-11-16T09:00:00Z"),
    ]


def test_ops_read_figures_of_all_and_no_names(desk: Desk, floor: Floor) -> None:
    floor.noted("one", "alice")
    floor.noted("two", "dave", by="quinn")
    desk.look()
    answer = desk.ask("olga", "/v1/coverage")
    assert (answer.body["all"]["reps"], answer.body["all"]["seen_7"]) == (4, 2)
    assert [(team["name"], team["seen_7"], team["reps"]) for team in answer.body["teams"]] == [
        ("North", 1, 3),
        ("South", 1, 1),
    ]
    assert all(item["people"] == [] for item in answer.items)
    assert not any(named(rep) in answer.text or rep.title() in answer.text for rep in ("alice", "dave"))


def test_who_left_or_has_no_team_is_not_counted(desk: Desk, floor: Floor) -> None:
    floor.left("carol", "2026-11-16")
    floor.person("erin", None)
    desk.look(floor.later(days=2).now)
    assert desk.ask("olga", "/v1/coverage").body["all"]["reps"] == 3


def test_a_team_that_is_not_ones_own_is_not_there(desk: Desk, floor: Floor) -> None:
    desk.look()
    assert desk.ask("sam", "/v1/coverage", team=named("south")).status == 404
    assert desk.ask("mona", "/v1/coverage", team=named("south")).body["all"]["reps"] == 1
    assert desk.ask("alice", "/v1/coverage").status == 403
    assert desk.ask("cleo", "/v1/coverage").status == 403


def test_a_look_that_is_taken_back_leaves_the_one_before(desk: Desk, floor: Floor, tmp_path: Path) -> None:
    floor.noted("first", "alice")
    floor.later(hours=1).noted("second", "alice")
    floor.later(hours=1).noted("third", "alice")
    desk.look()
    for note in ("third", "second"):
        floor.of_note(observations.Withdrawn, note, by="sam", text={"reason": "Mixed up"})
    desk.look()
    (alice,) = [one for one in level(desk, "sam", "steady")["people"] if one["name"] == "Alice"]
    assert alice["last_seen"] == "2026-11-16T09:00:00Z"
    floor.of_note(observations.Withdrawn, "first", by="sam", text={"reason": "Mixed up"})
    desk.look()
    assert level(desk, "sam", "steady")["never"] == 3
    assert desk.rows() == fold_of(tmp_path / "fold.db", floor)
