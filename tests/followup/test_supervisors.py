"""The walk in the order of need, the rep's card, and what the supervisor owes."""

from __future__ import annotations

from typing import Any

from contracts import observations
from tests.followup.cast import Floor, named
from tests.followup.desk import Answer, Desk, london, minutes


def walk(desk: Desk, who: str = "sam", **query: Any) -> Answer:
    return desk.ask(who, f"/v1/supervisors/{named('sam')}/walk", **query)


def duties(desk: Desk, who: str = "sam") -> Answer:
    return desk.ask(who, f"/v1/supervisors/{named('sam')}/duties")


def rep_names(answer: Answer) -> list[str]:
    return [item["name"] for item in answer.items]


def test_the_team_comes_in_the_order_of_need(desk: Desk, floor: Floor) -> None:
    floor.person("erin", "north")
    floor.person("fay", "north")
    floor.noted("first", "carol")
    floor.later(hours=1).noted("second", "erin")
    floor.open_promise("finish", "bob", "2026-11-17")
    floor.open_promise("listen", "alice", "2026-11-18")
    desk.look(london("2026-11-18", "12:00"))
    answer = walk(desk)
    assert rep_names(answer) == ["Alice", "Bob", "Fay", "Carol", "Erin"]
    alice, bob, _, carol, _ = answer.items
    assert alice == {
        "rep_id": named("alice"),
        "name": "Alice",
        "level": "steady",
        "last_seen": None,
        "due_today": 1,
        "overdue": 0,
        "overdue_days": 0,
        "next_due_on": "2026-11-18",
        "practice": "Let the customer finish",
        "seen_on_walk": None,
    }
    assert (bob["overdue"], bob["overdue_days"], bob["next_due_on"]) == (1, 1, None)
    assert carol["last_seen"] == "2026-11-16T09:00:00Z"
    assert answer.body["team"] == {"id": named("north"), "name": "North", "site": "Leeds"}
    assert (answer.body["walk"], answer.body["next"]) == (None, None)


def test_what_was_withdrawn_was_not_a_look(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice")
    floor.later(days=1).noted("second", "alice")
    floor.of_note(observations.Withdrawn, "second", by="sam")
    desk.look()
    assert walk(desk).items[-1]["last_seen"] == "2026-11-16T09:00:00Z"


def test_a_walk_under_way_counts_what_it_brings(desk: Desk, floor: Floor) -> None:
    floor.noted("yesterday", "carol")
    floor.later(days=1).noted("first", "alice", walk_id=named("tuesday"))
    floor.later(seconds=2).walk("tuesday", "sam")
    floor.later(minutes=2).proposed("finish", "alice", "2026-11-20")
    floor.later(minutes=2).noted("second", "bob", kind="praise")
    floor.noted("oops", "carol")
    floor.of_note(observations.Withdrawn, "oops", by="sam")
    desk.look()
    answer = walk(desk)
    assert answer.body["walk"] == {
        "id": named("tuesday"),
        "started_at": "2026-11-17T09:00:02Z",
        "notes": 2,
        "promises": 1,
        "seen": 2,
    }
    seen = {item["name"]: item["seen_on_walk"] for item in answer.items}
    assert seen == {
        "Alice": {"at": "2026-11-17T09:02:02Z", "kind": "commitment"},
        "Bob": {"at": "2026-11-17T09:04:02Z", "kind": "praise"},
        "Carol": None,
    }
    floor.walk_ended("tuesday", "sam")
    desk.look()
    assert walk(desk).body["walk"] is None


def test_a_walk_counts_two_notes_of_one_moment_once(desk: Desk, floor: Floor) -> None:
    floor.walk("monday", "sam")
    floor.noted("listening", "alice")
    floor.later(minutes=1).noted("listening too", "alice")
    desk.look()
    assert walk(desk).body["walk"]["notes"] == 2
    floor.of_note(observations.MarkedDuplicate, "listening too", by="sam", duplicate_of=named("listening"))
    desk.look()
    assert walk(desk).body["walk"]["notes"] == 1
    assert walk(desk).body["walk"]["seen"] == 1
    floor.of_note(observations.Withdrawn, "listening", by="sam")
    desk.look()
    assert walk(desk).body["walk"]["notes"] == 1, "the other one stands now"


def test_a_walk_that_was_forgotten_is_over(desk: Desk, floor: Floor) -> None:
    floor.walk("monday", "sam")
    desk.look(floor.now + minutes(16 * 60 + 1))
    assert walk(desk).body["walk"] is None


def test_who_has_left_is_not_walked_to_and_who_stands_in_walks_both_floors(desk: Desk, floor: Floor) -> None:
    floor.left("carol", "2026-11-13")
    floor.person("sam", "north", "supervisor", also=["south"])
    desk.look()
    assert rep_names(walk(desk)) == ["Alice", "Bob", "Dave"]


def test_it_comes_page_by_page(desk: Desk) -> None:
    desk.look()
    first = walk(desk, limit=2)
    second = walk(desk, limit=2, cursor=first.body["next"])
    assert rep_names(first) + rep_names(second) == ["Alice", "Bob", "Carol"]
    assert second.body["next"] is None


def test_without_keys_there_is_still_a_walk(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "bob", "2026-11-17")
    desk.look(london("2026-11-18"))
    desk.keys.unreachable = True
    first = walk(desk).items[0]
    assert (first["rep_id"], first["name"], first["practice"]) == (named("bob"), None, None)


def test_only_the_supervisor_and_the_teams_manager_read_it(desk: Desk) -> None:
    desk.look()
    statuses = {who: walk(desk, who).status for who in ("sam", "mona", "quinn", "alice", "olga", "svc:web")}
    assert statuses == {"sam": 200, "mona": 200, "quinn": 404, "alice": 403, "olga": 403, "svc:web": 403}
    assert {who: duties(desk, who).status for who in ("sam", "mona", "quinn", "alice")} == {
        "sam": 200,
        "mona": 200,
        "quinn": 404,
        "alice": 403,
    }


def test_duties_are_looks_answers_new_dates_and_promises_nobody_answered(desk: Desk, floor: Floor) -> None:
    floor.proposed("wait", "carol", "2026-12-04")
    floor.proposed("fresh", "bob", "2026-12-04")
    floor.later(hours=1).open_promise("finish", "alice", "2026-11-20")
    floor.later(hours=1).practised("finish")
    floor.later(hours=1).asked_to_move("finish", "2026-11-25")
    floor.noted("first", "bob", behaviour_id=named("interrupted"), share=True)
    asked = {"text": {"text": "It was carol."}}
    floor.later(hours=1).of_note(observations.ClarificationRequested, "first", by="bob", **asked)
    floor.confirmed("fresh", by="bob")
    floor.open_promise("far", "dave", "2026-11-20", by="quinn")
    floor.practised("far", by="dave")
    desk.look(london("2026-11-20", "00:00"))
    items = duties(desk).items
    assert [(item["kind"], item["rep_name"], item["since"]) for item in items] == [
        ("unconfirmed", "Carol", "2026-11-16T09:00:00Z"),
        ("look", "Alice", "2026-11-16T11:00:00Z"),
        ("renewal_request", "Alice", "2026-11-16T12:00:00Z"),
        ("clarification", "Bob", "2026-11-16T13:00:00Z"),
    ]
    assert [item["subject"].split("/")[0] for item in items] == [*["commitment"] * 3, "observation"]
    assert items[1]["practice"] == "Let the customer finish"
    assert items[3]["clarification"]["text"] == "It was carol."
    assert items[3]["behaviour"]["label"] == "Interrupted"


def test_a_card_leads_with_what_is_open_and_shows_the_last_three_notes(desk: Desk, floor: Floor) -> None:
    for number in range(4):
        floor.later(hours=1).noted(f"note {number}", "alice")
    floor.open_promise("finish", "alice", "2026-11-20")
    floor.proposed("wait", "alice", "2026-11-19")
    floor.open_promise("old", "alice", "2026-11-20")
    floor.kept("old", "2026-11-16")
    desk.look()
    card = desk.ask("sam", f"/v1/reps/{named('alice')}/card").body
    assert card["rep"] == {"id": named("alice"), "name": "Alice", "level": "steady", "team_id": named("north")}
    assert [item["id"] for item in card["open"]] == [named("wait"), named("finish")]
    assert card["open"][1]["practice"] == "Let the customer finish"
    assert [item["id"] for item in card["recent"]] == [named(f"note {number}") for number in (3, 2, 1)]
    assert card["last_seen"] == "2026-11-16T13:00:00Z"
    assert card["signals"] == []


def test_a_card_is_for_who_answers_for_the_rep(desk: Desk) -> None:
    desk.look()
    path = f"/v1/reps/{named('alice')}/card"
    statuses = {who: desk.ask(who, path).status for who in ("sam", "mona", "quinn", "alice", "olga")}
    assert statuses == {"sam": 200, "mona": 200, "quinn": 404, "alice": 403, "olga": 403}


def test_who_leads_the_team_they_are_in_does_not_see_notes_about_themselves_before_a_rep_would(
    desk: Desk, floor: Floor
) -> None:
    floor.person("alice", "north", "rep", "supervisor")
    floor.noted("first", "alice")
    desk.look()
    path = f"/v1/reps/{named('alice')}"
    for what, items in (("card", "recent"), ("timeline", "items")):
        answer = desk.ask("alice", f"{path}/{what}", "rep", "supervisor")
        assert (answer.status, answer.body[items]) == (200, [])
