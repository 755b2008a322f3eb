"""Trainings and mentoring pairs, on the timeline and on the card, until they end or somebody leaves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts import development
from contracts.definition import Event
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, london


def trained(floor: Floor, kind: type[Event], text: dict[str, str] | None = None, **facts: Any) -> None:
    about: dict[str, Any] = {"training_id": named("returns"), "rep_id": named("alice"), **facts}
    floor.write(kind(**about, text=text or {}), actor=named("sam"), partition=named("alice"))


def assigned(floor: Floor) -> None:
    facts: dict[str, Any] = {"assigned_by": named("sam"), "due_on": date(2026, 12, 1)}
    behaviour = {"behaviour_id": named("interrupted")}
    trained(floor, development.TrainingAssigned, {"title": "Returns and refunds"}, **facts, **behaviour)


def mentored(floor: Floor, kind: type[Event] = development.MentoringPaired, **facts: Any) -> None:
    two: dict[str, Any] = {"mentoring_id": named("pair"), "mentor_id": named("bob"), "rep_id": named("alice")}
    floor.write(kind(**two, **facts), actor=named("sam"), partition=named("alice"))


def timeline(desk: Desk, who: str) -> list[dict[str, Any]]:
    return desk.ask(who, f"/v1/reps/{named(who)}/timeline").items


def card(desk: Desk) -> dict[str, Any]:
    body: dict[str, Any] = desk.ask("sam", f"/v1/reps/{named('alice')}/card").body
    return body


def test_a_training_stands_on_the_timeline_and_the_card_until_it_has_a_result(desk: Desk, floor: Floor) -> None:
    assigned(floor)
    desk.look()
    (item,) = timeline(desk, "alice")
    (open_training,) = card(desk)["trainings"]
    for shown in (item, open_training):
        assert (shown["title"], shown["due_on"], shown["state"]) == ("Returns and refunds", "2026-12-01", "assigned")
        assert shown["behaviour"]["label"] == "Interrupted"
    floor.later(days=2)
    trained(floor, development.TrainingCompleted, passed=True, score=87.5)
    desk.look()
    result, _assigned = timeline(desk, "alice")
    assert (result["kind"], result["outcome"], result["score"], result["state"]) == (
        "training_result",
        "passed",
        87.5,
        "completed",
    )
    assert card(desk)["trainings"] == []


def test_a_cancelled_training_says_why(desk: Desk, floor: Floor) -> None:
    assigned(floor)
    trained(floor, development.TrainingCancelled, {"reason": "Booked twice"})
    desk.look()
    items = timeline(desk, "alice")
    (result,) = (item for item in items if item["kind"] == "training_result")
    assert (result["outcome"], result["reason"], result["title"]) == (
        "cancelled",
        "Booked twice",
        "Returns and refunds",
    )


def test_a_mentoring_stands_on_both_timelines_and_with_both_names(desk: Desk, floor: Floor) -> None:
    mentored(floor, paired_by=named("sam"))
    desk.look()
    for who in ("alice", "bob"):
        (item,) = timeline(desk, who)
        assert (item["mentor"]["name"], item["rep"]["name"], item["state"]) == ("Bob", "Alice", "paired")
    assert [pair["mentor"]["name"] for pair in card(desk)["mentorings"]] == ["Bob"]
    floor.later(days=1)
    mentored(floor, development.MentoringEnded)
    desk.look()
    assert [item["kind"] for item in timeline(desk, "bob")] == ["mentoring_end", "mentoring"]
    assert card(desk)["mentorings"] == []


@pytest.mark.parametrize("leaves", ["alice", "bob"])
def test_a_mentoring_ends_when_one_of_the_two_leaves(desk: Desk, floor: Floor, leaves: str) -> None:
    mentored(floor, paired_by=named("sam"))
    floor.left(leaves, "2026-11-20")
    desk.look(london("2026-11-20", "23:59"))
    assert len(card(desk)["mentorings"]) == 1
    desk.look(london("2026-11-21"))
    assert card(desk)["mentorings"] == []


def test_a_training_ends_when_the_rep_leaves(desk: Desk, floor: Floor) -> None:
    assigned(floor)
    floor.left("alice", "2026-11-20")
    desk.look(london("2026-11-21"))
    assert card(desk)["trainings"] == []
    timeline_of_alice = desk.ask("sam", f"/v1/reps/{named('alice')}/timeline").items
    assert timeline_of_alice[0]["state"] == "cancelled"
