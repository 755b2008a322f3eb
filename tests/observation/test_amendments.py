"""A note that is amended, clarified, taken back: what the author and the rep may say about it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.observation.conftest import MovableClock
from tests.observation.floor import AMARA, BEN, HARBOUR, INES, INTERRUPTED, MAEVE, RAY, Floor, named_id

NOTE = named_id("note")
PATH = f"/v1/observations/{NOTE}"
AMENDMENT = f"{PATH}/amendments/{named_id('amendment')}"
AT = "2026-11-18T10:00:00Z"
BETTER = {"quote": "Hold on a second", "reason": "I wrote down the wrong words"}


@pytest.fixture(autouse=True)
def _noted(floor: Floor, clock: MovableClock) -> None:
    body = {"rep_id": AMARA, "kind": "correction", "quote": "Hang on", "occurred_at": AT, "share": "now"}
    assert floor.put(INES, PATH, body).status_code == 201
    clock.pass_time(minutes=1)


def asked(floor: Floor) -> None:
    assert floor.put(AMARA, f"{PATH}/clarification", {"text": "I said wait"}).status_code == 201


def answer(floor: Floor, who: str = INES, **body: Any) -> int:
    return floor.put(who, f"{PATH}/clarification/answer", body).status_code


def test_the_author_amends_a_note_once_however_often_it_is_sent(floor: Floor) -> None:
    before = len(floor.feed())
    statuses = [floor.put(INES, AMENDMENT, BETTER).status_code for _ in range(2)]
    assert statuses == [201, 200]
    (event,) = floor.feed(before)
    assert event["type"] == "floorwalk.observation.amended"
    assert set(event["data"]) == {"observation_id", "rep_id", "amendment_id", "removed", "sealed"}
    assert floor.put(INES, AMENDMENT, {**BETTER, "quote": "Stop"}).status_code == 422


def test_an_amendment_changes_facts_and_takes_out_what_is_not_seen(floor: Floor) -> None:
    changes = {"kind": "praise", "mode": "formal", "channel": None, "impact": None, "behaviour_id": INTERRUPTED}
    assert floor.put(INES, AMENDMENT, {**changes, "reason": "Tapped the wrong one"}).status_code == 201
    data = floor.feed()[-1]["data"]
    assert (data["kind"], data["mode"], data["behaviour_id"]) == ("praise", "formal", INTERRUPTED)
    assert sorted(data["removed"]) == ["channel", "impact"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"quote": "Hold on"}, "reason"),
        ({"reason": "Because"}, "quote"),
        ({"quote": None, "reason": "Because"}, "quote"),
        ({"rep_id": BEN, "reason": "Because"}, "rep_id"),
        ({"behaviour_id": NOTE, "reason": "Because"}, "behaviour_id"),
        ({"note": "x" * 4001, "reason": "Because"}, "note"),
    ],
)
def test_it_names_the_field_of_an_amendment_that_is_not_right(floor: Floor, body: dict[str, Any], field: str) -> None:
    refused = floor.put(INES, AMENDMENT, body)
    assert refused.status_code == 422
    assert field in refused.get_json()["errors"]


def test_nobody_but_the_author_amends(floor: Floor) -> None:
    assert floor.put(MAEVE, AMENDMENT, BETTER).status_code == 403, "the team's manager reads it"
    assert floor.put(AMARA, AMENDMENT, BETTER).status_code == 403
    assert floor.put(RAY, AMENDMENT, BETTER).status_code == 404


def test_a_withdrawn_note_is_not_amended(floor: Floor) -> None:
    floor.put(INES, f"{PATH}/withdrawal", {"reason": "Wrong rep"})
    refused = floor.put(INES, AMENDMENT, BETTER)
    assert (refused.status_code, refused.get_json()["rule"]) == (409, "This note was withdrawn.")


def test_a_clarification_that_is_answered_with_amended_needs_an_amendment(floor: Floor) -> None:
    floor.put(INES, AMENDMENT, BETTER)
    asked(floor)
    assert answer(floor, outcome="amended") == 409, "what was changed before is no answer"
    floor.put(INES, f"{PATH}/amendments/{named_id('second')}", BETTER)
    assert answer(floor, outcome="amended", text="You are right") == 201
    assert floor.types()[-1] == "observation.clarification_answered"


def test_the_answer_may_bring_the_amendment_along_in_one_append(floor: Floor) -> None:
    asked(floor)
    before = len(floor.feed())
    brought = {**BETTER, "id": named_id("brought")}
    assert answer(floor, outcome="stands", amendment=brought) == 422
    assert answer(floor, outcome="amended", amendment=brought) == 201
    assert floor.types(before) == ["observation.amended", "observation.clarification_answered"]


def test_a_present_supervisor_answers_in_the_place_of_the_author_without_changing_the_authors_words(
    floor: Floor,
) -> None:
    floor.person(MAEVE, "Maeve Brennan", ["supervisor"], HARBOUR)
    asked(floor)
    assert answer(floor, MAEVE, outcome="amended", amendment={**BETTER, "id": named_id("brought")}) == 403
    assert answer(floor, MAEVE, outcome="stands", text="I was there") == 201


def test_a_clarification_that_is_answered_with_withdrawn_takes_the_note_back_in_one_append(floor: Floor) -> None:
    asked(floor)
    before = len(floor.feed())
    assert answer(floor, outcome="withdrawn", text="It was the other call") == 201
    assert floor.types(before) == ["observation.clarification_answered", "observation.withdrawn"]
    assert floor.put(AMARA, f"{PATH}/acknowledgement", {}).status_code == 409


def test_a_clarification_of_a_note_that_was_withdrawn_meanwhile_has_nothing_to_answer(floor: Floor) -> None:
    asked(floor)
    floor.put(INES, f"{PATH}/withdrawal", {"reason": "Wrong rep"})
    assert answer(floor, outcome="stands") == 409
