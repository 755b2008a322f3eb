"""``/v1/observations`` as a supervisor and a rep use it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.observation.conftest import MovableClock
from tests.observation.floor import AMARA, BEN, GITA, INES, INTERRUPTED, MAEVE, OPS, RAY, Floor, named_id

NOTE = named_id("note")
PATH = f"/v1/observations/{NOTE}"
AT = "2026-11-18T10:00:00Z"


def note(**changes: Any) -> dict[str, Any]:
    return {
        "rep_id": AMARA,
        "kind": "correction",
        "quote": "Hang on, let me stop you there",
        "occurred_at": AT,
        **changes,
    }


def test_it_records_a_note_once_however_often_it_is_sent(floor: Floor) -> None:
    before = len(floor.feed())
    first = floor.put(INES, PATH, note())
    again = floor.put(INES, PATH, note())

    assert (first.status_code, again.status_code) == (201, 200)
    assert again.get_json() == first.get_json()
    assert floor.types(before) == ["observation.recorded"]


def test_it_refuses_another_content_under_a_used_id(floor: Floor) -> None:
    floor.put(INES, PATH, note())
    refused = floor.put(INES, PATH, note(quote="Something else"))

    assert refused.status_code == 422
    assert refused.get_json()["type"] == "/problems/id-in-use"


def test_it_takes_the_same_time_in_another_zone_for_the_same_note(floor: Floor) -> None:
    floor.put(INES, PATH, note())
    assert floor.put(INES, PATH, note(occurred_at="2026-11-18T11:00:00+01:00")).status_code == 200


def test_it_seals_every_word_and_leaves_the_facts_clear(floor: Floor) -> None:
    floor.put(INES, PATH, note(note="She was cross", impact="The customer left"))
    published = floor.get("svc:followup", "/v1/events?after=0&limit=1000").get_data(as_text=True)
    recorded = floor.feed()[-1]

    assert "Hang on" not in published
    assert "Amara" not in published
    assert recorded["data"]["kind"] == "correction"
    assert recorded["data"]["sealed"]["key"] == f"{AMARA}/coaching/1"
    assert recorded["partitionkey"] == AMARA


def test_a_note_is_visible_to_the_rep_ten_minutes_after_it_happened(floor: Floor, clock: MovableClock) -> None:
    answer = floor.put(INES, PATH, note())
    assert answer.get_json()["visible_from"] == "2026-11-18T10:10:00Z"

    assert floor.put(AMARA, f"{PATH}/acknowledgement", {}).status_code == 404
    clock.pass_time(minutes=10)
    assert floor.put(AMARA, f"{PATH}/acknowledgement", {}).status_code == 201


def test_sharing_lets_the_rep_see_it_now(floor: Floor) -> None:
    floor.put(INES, PATH, note())
    assert floor.put(INES, f"{PATH}/sharing", {}).status_code == 201
    assert floor.put(AMARA, f"{PATH}/acknowledgement", {}).status_code == 201


def test_a_note_shared_at_once_is_visible_at_once(floor: Floor) -> None:
    assert floor.put(INES, PATH, note(share="now")).get_json()["visible_from"] == AT


def test_a_note_withdrawn_before_it_was_visible_never_becomes_so(floor: Floor, clock: MovableClock) -> None:
    floor.put(INES, PATH, note())
    assert floor.put(INES, f"{PATH}/withdrawal", {"reason": "Wrong rep"}).get_json()["state"] == "withdrawn"
    clock.pass_time(hours=1)
    assert floor.put(AMARA, f"{PATH}/acknowledgement", {}).status_code == 404


def test_a_withdrawn_note_takes_no_answer(floor: Floor, clock: MovableClock) -> None:
    floor.put(INES, PATH, note(share="now"))
    clock.pass_time(minutes=1)
    floor.put(INES, f"{PATH}/withdrawal", {"reason": "Was another call"})
    refused = floor.put(AMARA, f"{PATH}/acknowledgement", {})

    assert refused.status_code == 409
    assert refused.get_json()["rule"] == "This note was withdrawn."


def test_rep_and_supervisor_reply_under_the_note(floor: Floor) -> None:
    floor.put(INES, PATH, note(share="now"))
    for who, name in ((AMARA, "first"), (INES, "second"), (MAEVE, "third")):
        assert floor.put(who, f"{PATH}/replies/{named_id(name)}", {"text": "Thanks"}).status_code == 201


def test_the_rep_may_say_it_did_not_happen_that_way_and_is_answered(floor: Floor) -> None:
    floor.put(INES, PATH, note(share="now"))
    asked = floor.put(AMARA, f"{PATH}/clarification", {"text": "That was the call after"})
    answered = floor.put(INES, f"{PATH}/clarification/answer", {"outcome": "withdrawn", "text": "You are right"})

    assert asked.get_json()["state"] == "clarification_requested"
    assert answered.get_json()["state"] == "withdrawn"
    assert floor.types()[-2:] == ["observation.clarification_answered", "observation.withdrawn"]


@pytest.mark.parametrize(
    ("who", "status"),
    [(RAY, 404), (AMARA, 403), (OPS, 403), ("svc:load", 403), (named_id("nobody"), 403)],
)
def test_only_a_supervisor_of_the_team_writes_about_a_rep(floor: Floor, who: str, status: int) -> None:
    assert floor.put(who, PATH, note()).status_code == status


def test_an_unknown_rep_and_a_foreign_rep_are_answered_alike(floor: Floor) -> None:
    foreign = floor.put(INES, PATH, note(rep_id=GITA))
    unknown = floor.put(INES, PATH, note(rep_id=named_id("nobody")))
    assert foreign.status_code == unknown.status_code == 404
    assert foreign.get_json() == unknown.get_json()


def test_a_rep_never_learns_of_another_reps_note(floor: Floor) -> None:
    floor.put(INES, PATH, note(share="now"))
    for part, body in (("acknowledgement", {}), ("clarification", {"text": "?"}), (f"replies/{NOTE}", {"text": "?"})):
        assert floor.put(BEN, f"{PATH}/{part}", body).status_code == 404


def test_only_the_author_withdraws_or_shares(floor: Floor) -> None:
    floor.person(MAEVE, "Maeve Brennan", ["supervisor"], named_id("harbour"))
    floor.put(INES, PATH, note())
    assert floor.put(MAEVE, f"{PATH}/withdrawal", {"reason": "No"}).status_code == 403
    assert floor.put(MAEVE, f"{PATH}/sharing", {}).status_code == 403


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "blame"}, "kind"),
        ({"quote": "x" * 4001}, "quote"),
        ({"quote": " \n "}, "quote"),
        ({"quote": "a\x00b"}, "quote"),
        ({"quote": 7}, "quote"),
        ({"rep_id": "amara"}, "rep_id"),
        ({"rep_id": None}, "rep_id"),
        ({"behaviour_id": named_id("no such")}, "behaviour_id"),
        ({"walk_id": named_id("no such")}, "walk_id"),
        ({"session_id": named_id("no such")}, "session_id"),
        ({"occurred_at": "2026-11-18T10:05:01Z"}, "occurred_at"),
        ({"occurred_at": "2026-09-19T09:59:59Z"}, "occurred_at"),
        ({"occurred_at": "2026-11-18T10:00:00"}, "occurred_at"),
        ({"occurred_at": "0001-01-01T00:00:00+23:59"}, "occurred_at"),
        ({"occurred_at": "9999-12-31T23:59:59-23:59"}, "occurred_at"),
        ({"occurred_at": "2026-02-30T10:00:00Z"}, "occurred_at"),
        ({"occurred_at": 1763460000}, "occurred_at"),
        ({"mood": "bad"}, "mood"),
    ],
)
def test_it_names_the_field_that_is_not_right(floor: Floor, changes: dict[str, Any], field: str) -> None:
    refused = floor.put(INES, PATH, note(**changes))
    assert refused.status_code == 422, refused.get_data(as_text=True)
    assert field in refused.get_json()["errors"]
    assert floor.put(INES, PATH, note()).status_code == 201, "a refused write leaves no receipt"


def test_it_takes_4000_characters_and_emoji(floor: Floor) -> None:
    assert floor.put(INES, PATH, note(quote="👩🏽‍💻" * 1000)).status_code == 201


def test_a_note_needs_a_behaviour_a_quote_or_words(floor: Floor) -> None:
    assert floor.put(INES, PATH, {"rep_id": AMARA, "kind": "praise", "occurred_at": AT}).status_code == 422
    body = {"rep_id": AMARA, "kind": "praise", "occurred_at": AT, "behaviour_id": INTERRUPTED}
    assert floor.put(INES, PATH, body).status_code == 201


def test_a_move_takes_the_right_to_write_and_keeps_it_for_what_was_before(floor: Floor, clock: MovableClock) -> None:
    clock.pass_time(hours=2)
    floor.person(AMARA, "Amara Okafor", ["rep"], named_id("mesa"))
    clock.pass_time(hours=1)

    assert floor.put(INES, PATH, note(occurred_at="2026-11-18T12:30:00Z")).status_code == 404
    assert floor.put(INES, PATH, note()).status_code == 201
    assert (
        floor.put(RAY, f"/v1/observations/{named_id('later')}", note(occurred_at="2026-11-18T12:30:00Z")).status_code
        == 201
    )
