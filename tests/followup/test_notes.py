"""A note that was amended, taken back, or noted twice: how it stands on the timeline."""

from __future__ import annotations

from typing import Any

from contracts import observations
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, minutes


def items(desk: Desk, who: str = "alice") -> list[dict[str, Any]]:
    return desk.ask(who, f"/v1/reps/{named('alice')}/timeline").items


def amended(floor: Floor, name: str, amendment: str = "amendment", **facts: Any) -> None:
    text = {field: facts.pop(field) for field in observations.Amended.TEXT if field in facts}
    floor.of_note(observations.Amended, name, by="sam", amendment_id=named(amendment), text=text, **facts)


def marked(floor: Floor, name: str, original: str) -> None:
    floor.of_note(observations.MarkedDuplicate, name, by="sam", duplicate_of=named(original))


def test_an_amended_note_reads_as_it_is_now_and_tells_how_it_read_before(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice", share=True, quote="Calm down.", impact="He hung up.", channel="phone")
    floor.behaviour("spoke over")
    changes: dict[str, Any] = {"behaviour_id": named("spoke over"), "removed": ("impact", "channel")}
    floor.later(minutes=5)
    amended(floor, "first", quote="Please calm down.", reason="I misheard", **changes)
    floor.later(minutes=5)
    amended(floor, "first", "again", quote="Please, calm down.", reason="A comma")
    desk.look()
    for who in ("alice", "sam"):
        (item,) = items(desk, who)
        assert (item["quote"], item["impact"], item["channel"]) == ("Please, calm down.", None, None)
        assert item["behaviour"]["label"] == "Spoke over"
        assert item["amended_at"] == "2026-11-16T09:10:00Z"
        assert [(trace["reason"], trace["was"]) for trace in item["amendments"]] == [
            ("I misheard", {"behaviour": None, "channel": "phone", "quote": "Calm down.", "impact": "He hung up."}),
            ("A comma", {"quote": "Please calm down."}),
        ]


def test_the_rep_is_told_of_an_amendment_made_before_the_note_was_visible_but_not_of_the_words_before(
    desk: Desk, floor: Floor
) -> None:
    floor.noted("first", "alice", quote="She was rude.")
    floor.later(minutes=3)
    amended(floor, "first", quote="Not my problem.", reason="Her words, not mine")
    floor.later(minutes=30)
    desk.look()
    (seen_by_rep,), (seen_by_author,) = items(desk), items(desk, "sam")
    assert seen_by_rep["amendments"][0]["was"] is None
    assert seen_by_author["amendments"][0]["was"] == {"quote": "She was rude."}
    assert seen_by_rep["quote"] == "Not my problem."


def test_a_correction_that_was_praise_stands_once_on_the_timeline_and_stays_in_its_place(
    desk: Desk, floor: Floor
) -> None:
    floor.noted("first", "alice", share=True)
    desk.look()
    amended(floor, "first", kind="praise", reason="Tapped the wrong one")
    desk.look()
    assert [(item["kind"], item["occurred_at"]) for item in items(desk)] == [("praise", "2026-11-16T09:00:00Z")]
    assert desk.ask("sam", f"/v1/reps/{named('alice')}/timeline", kinds="correction").items == []


def test_the_trace_of_a_withdrawal_says_who_and_why(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice", share=True)
    floor.later(hours=1).of_note(observations.Withdrawn, "first", by="sam", text={"reason": "It was another call"})
    desk.look()
    (item,) = items(desk)
    assert (item["state"], item["withdrawn_reason"]) == ("withdrawn", "It was another call")
    assert item["withdrawn_by"] == {"id": named("sam"), "name": "Sam"}


def test_two_notes_of_one_moment_are_shown_as_one_and_each_by_itself_when_unmarked(desk: Desk, floor: Floor) -> None:
    floor.person("tess", "north", "supervisor")
    floor.noted("first", "alice", share=True)
    floor.noted("second", "alice", by="tess", share=True, quote="Calm down!")
    marked(floor, "second", "first")
    desk.look()
    for who in ("alice", "sam"):
        (item,) = items(desk, who)
        assert item["id"] == named("first")
        assert [(under["by"]["name"], under["quote"]) for under in item["also_noted"]] == [("Tess", "Calm down!")]
    recent = desk.ask("sam", f"/v1/reps/{named('alice')}/card").body["recent"]
    assert [note["id"] for note in recent] == [named("first")]
    floor.of_note(observations.UnmarkedDuplicate, "second", by="sam")
    desk.look()
    assert {item["id"] for item in items(desk)} == {named("first"), named("second")}


def test_a_promise_that_hangs_on_a_duplicate_stays(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice", share=True)
    floor.noted("second", "alice", share=True)
    floor.open_promise("finish", "alice", "2026-11-20", observation_id=named("second"))
    marked(floor, "second", "first")
    desk.look()
    (promise,) = desk.ask("alice", "/v1/commitments").items
    assert (promise["state"], promise["observation_id"]) == ("open", named("second"))


def test_a_duplicate_stands_for_itself_where_the_other_one_was_withdrawn_or_is_still_hidden(
    desk: Desk, floor: Floor
) -> None:
    floor.noted("first", "alice")
    floor.noted("second", "alice", share=True)
    marked(floor, "second", "first")
    desk.look(floor.now)
    assert [item["id"] for item in items(desk)] == [named("second")], "the first is not the rep's to see yet"
    assert [item["id"] for item in items(desk, "sam")] == [named("first")]
    desk.look(floor.now + minutes(10))
    assert [item["id"] for item in items(desk)] == [named("first")]
    floor.later(hours=1).of_note(observations.Withdrawn, "first", by="sam")
    desk.look()
    assert {item["id"] for item in items(desk)} == {named("first"), named("second")}


def test_a_duplicate_of_a_duplicate_is_shown_under_the_note_that_stands(desk: Desk, floor: Floor) -> None:
    for name in ("first", "second", "third"):
        floor.noted(name, "alice", share=True)
    marked(floor, "third", "second")
    marked(floor, "second", "first")
    desk.look()
    (item,) = items(desk)
    assert (item["id"], {under["id"] for under in item["also_noted"]}) == (
        named("first"),
        {named("second"), named("third")},
    )


def test_the_answer_is_another_one_as_soon_as_the_rep_can_see_the_note(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice")
    desk.look()
    for who in ("alice", "sam"):
        path = f"/v1/reps/{named('alice')}/timeline"
        desk.now = floor.now
        before = desk.ask(who, path).etag
        assert desk.ask(who, path, etag=before).status == 304
        desk.now = floor.now + minutes(10)
        assert desk.ask(who, path, etag=before).status == 200
