"""A rep's timeline: what the rep sees, and when; what the supervisor sees; and nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from contracts import observations
from tests.followup.cast import Floor, named
from tests.followup.desk import Answer, Desk, minutes


def timeline(desk: Desk, who: str, rep: str = "alice", **query: Any) -> Answer:
    return desk.ask(who, f"/v1/reps/{named(rep)}/timeline", **query)


def told(answer: Answer) -> list[tuple[str, str]]:
    return [(item["kind"], item["id"]) for item in answer.items]


def test_a_note_says_what_was_seen_by_whom_and_what_came_of_it(desk: Desk, floor: Floor) -> None:
    texts = {"quote": "Calm down.", "note": "On a late order.", "model_phrase": "I see why.", "impact": "She hung up."}
    floor.noted("first", "alice", share=True, behaviour_id=named("interrupted"), channel="phone", **texts)
    floor.later(minutes=5).of_note(observations.Acknowledged, "first", by="alice")
    reply = {"reply_id": named("reply"), "text": {"text": "I was tired."}}
    floor.later(minutes=1).of_note(observations.Replied, "first", by="alice", **reply)
    asked = {"text": {"text": "It was the other line."}}
    floor.of_note(observations.ClarificationRequested, "first", by="alice", **asked)
    desk.look()
    (item,) = timeline(desk, "alice").items
    assert item == {
        "id": named("first"),
        "kind": "correction",
        "subject": f"observation/{named('first')}",
        "occurred_at": "2026-11-16T09:00:00Z",
        "recorded_at": "2026-11-16T09:00:01Z",
        "by": {"id": named("sam"), "name": "Sam"},
        "state": "clarification_requested",
        "behaviour": {"id": named("interrupted"), "label": "Interrupted"},
        **texts,
        "channel": "phone",
        "mode": "informal",
        "walk_id": None,
        "duplicate_of": None,
        "visible_from": "2026-11-16T09:00:00Z",
        "visible_to_rep": True,
        "acknowledged_at": "2026-11-16T09:05:00Z",
        "amended_at": None,
        "withdrawn_at": None,
        "withdrawn_by": None,
        "withdrawn_reason": None,
        "amendments": [],
        "also_noted": [],
        "replies": [
            {
                "id": named("reply"),
                "by": {"id": named("alice"), "name": "Alice"},
                "occurred_at": "2026-11-16T09:06:00Z",
                "text": "I was tired.",
            }
        ],
        "clarification": {
            "text": "It was the other line.",
            "occurred_at": "2026-11-16T09:06:00Z",
            "outcome": None,
            "answer": None,
            "answered_at": None,
            "answered_by": None,
        },
    }


def test_the_steps_of_a_promise_stand_on_it_with_the_state_the_promise_is_in_now(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-20")
    floor.later(hours=1).practised("finish")
    floor.later(hours=1).looked("finish", "partly")
    floor.later(hours=1).renewed("finish", "2026-11-27", revision=2)
    floor.later(hours=1).declined("finish")
    floor.later(hours=1).released("finish")
    desk.look()
    items = timeline(desk, "alice").items
    assert [item["kind"] for item in items] == [
        "closure",
        "decline",
        "renewal",
        "revisit",
        "practice_report",
        "commitment",
    ]
    assert {item["state"] for item in items} == {"released"}
    assert {item["commitment_id"] for item in items} == {named("finish")}
    assert {item["practice"] for item in items} == {"Let the customer finish"}
    closure, decline, renewal, revisit, report, proposal = items
    assert (closure["outcome"], closure["reason"]) == ("released", "No longer relevant")
    assert (decline["reason"], decline["by"]["name"]) == ("Not mine", "Alice")
    assert (renewal["due_on"], renewal["reason"]) == ("2026-11-27", "A holiday")
    assert (revisit["outcome"], revisit["note"], revisit["quote"]) == ("partly", "Looked again.", None)
    assert report["text"] == "Twice today."
    assert (proposal["words"], proposal["due_on"], proposal["by"]["name"]) == ("I will.", "2026-11-20", "Sam")


def test_a_rep_sees_a_note_ten_minutes_after_it_happened_the_supervisor_at_once(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice")
    desk.look(floor.now + minutes(9.99))
    before = timeline(desk, "alice")
    assert told(before) == []
    assert told(timeline(desk, "sam")) == [("correction", named("first"))]
    desk.now = floor.now + minutes(10)
    assert told(timeline(desk, "alice", etag=before.etag)) == [("correction", named("first"))]


def test_a_rep_sees_a_shared_note_at_once(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice")
    floor.later(minutes=1).of_note(observations.Shared, "first", by="sam", visible_from=floor.now)
    desk.look()
    assert told(timeline(desk, "alice")) == [("correction", named("first"))]


def test_a_note_withdrawn_before_the_rep_saw_it_is_never_seen(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice")
    floor.later(minutes=9).of_note(observations.Withdrawn, "first", by="sam", text={"reason": "Wrong rep"})
    floor.noted("second", "alice")
    floor.later(minutes=11).of_note(observations.Withdrawn, "second", by="sam", text={"reason": "Wrong"})
    desk.look(floor.now + minutes(60))
    assert told(timeline(desk, "alice")) == [("correction", named("second"))]
    assert [item["state"] for item in timeline(desk, "sam").items] == ["withdrawn", "withdrawn"]


def test_a_promise_is_seen_at_once_without_the_note_that_is_still_hidden(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice")
    floor.proposed("finish", "alice", "2026-11-20", observation_id=named("first"))
    desk.look()
    assert [item["observation_id"] for item in timeline(desk, "alice").items] == [None]
    assert named("first") not in timeline(desk, "alice").text
    assert timeline(desk, "sam", kinds="commitment").items[0]["observation_id"] == named("first")
    desk.now = floor.now + minutes(10)
    assert timeline(desk, "alice", kinds="commitment").items[0]["observation_id"] == named("first")


def test_it_is_read_page_by_page_and_kind_by_kind(desk: Desk, floor: Floor) -> None:
    for number in range(7):
        floor.noted(f"note {number}", "alice", kind="praise" if number % 2 else "correction", share=True)
        if number % 3:
            floor.later(hours=1)
    floor.proposed("finish", "alice", "2026-11-20")
    desk.look()
    everything = told(timeline(desk, "alice"))
    assert len(everything) == 8
    pages, cursor = [], None
    while True:
        answer = timeline(desk, "alice", limit=3, **({"before": cursor} if cursor else {}))
        pages += told(answer)
        cursor = answer.body["next"]
        if cursor is None:
            break
    assert pages == everything
    assert {kind for kind, _ in told(timeline(desk, "alice", kinds="praise"))} == {"praise"}
    assert len(told(timeline(desk, "alice", kinds="observation"))) == 7
    assert len(told(timeline(desk, "alice", kinds="commitment,praise"))) == 4


@pytest.mark.parametrize("query", [{"kinds": "gossip"}, {"limit": 0}, {"limit": 201}, {"before": "nonsense"}])
def test_it_refuses_what_it_does_not_understand(desk: Desk, query: dict[str, Any]) -> None:
    desk.look()
    answer = timeline(desk, "alice", **query)
    assert answer.status == 422
    assert list(answer.body["errors"]) == list(query)


@pytest.mark.parametrize(
    ("who", "status"),
    [("alice", 200), ("sam", 200), ("mona", 200), ("bob", 404), ("quinn", 404), ("olga", 403), ("cleo", 403)],
)
def test_only_the_rep_and_whoever_answers_for_the_team_now_may_read_it(desk: Desk, who: str, status: int) -> None:
    desk.look()
    assert timeline(desk, who).status == status


def test_who_does_not_exist_looks_like_who_is_not_yours(desk: Desk) -> None:
    desk.look()
    assert timeline(desk, "sam", "nobody").status == timeline(desk, "sam", "dave").status == 404


def test_the_old_supervisor_loses_access_at_once_and_a_stand_in_has_it(desk: Desk, floor: Floor) -> None:
    floor.person("alice", "south")
    floor.person("sam", "north", "supervisor")
    desk.look()
    assert timeline(desk, "sam").status == 404
    assert timeline(desk, "quinn").status == 200
    floor.person("sam", "north", "supervisor", also=["south"])
    desk.look()
    assert timeline(desk, "sam").status == 200


def test_who_has_left_may_read_nothing_any_more(desk: Desk, floor: Floor) -> None:
    floor.left("sam", "2026-11-16")
    desk.look(floor.now)
    assert timeline(desk, "sam").status == 200
    desk.now = floor.now.replace(day=17, hour=0)
    assert timeline(desk, "sam").status == 403


def test_a_role_that_was_taken_away_does_not_live_on_in_a_token(desk: Desk, floor: Floor) -> None:
    floor.person("sam", "north", "rep")
    desk.look()
    assert desk.ask("sam", f"/v1/reps/{named('alice')}/timeline", "supervisor").status == 403


def test_without_keys_the_items_come_without_texts_and_say_so(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice", share=True)
    desk.look()
    desk.keys.unreachable = True
    (item,) = timeline(desk, "alice").items
    assert (item["quote"], item["by"]["name"], item["not_available"]) == (None, None, True)


def test_the_texts_of_somebody_erased_cannot_be_read_and_the_name_says_so(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice", share=True)
    desk.look()
    desk.keys.erased = {named("alice"), named("sam")}
    (item,) = timeline(desk, "mona").items
    assert (item["quote"], item["by"]["name"], item["erased"]) == (None, "erased", True)


def test_a_reader_may_wait_for_what_was_just_written(desk: Desk, floor: Floor) -> None:
    desk.look()
    floor.noted("first", "alice", share=True)
    behind = timeline(desk, "alice", at_position=len(floor.events) - 1)
    assert behind.items == []
    desk.catch_up()
    assert len(timeline(desk, "alice", at_position=len(floor.events)).items) == 1


def test_what_has_not_changed_is_not_sent_again(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice", share=True)
    desk.look()
    first = timeline(desk, "alice")
    assert timeline(desk, "alice", etag=first.etag).status == 304
