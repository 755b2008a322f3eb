"""Many phones at once, at the same thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from werkzeug.test import TestResponse

from tests.observation.floor import ADMIN, AMARA, HARBOUR, INES, Floor, named_id

NOTE = named_id("note")
PATH = f"/v1/observations/{NOTE}"
BODY: dict[str, Any] = {
    "rep_id": AMARA,
    "kind": "praise",
    "quote": "Of course",
    "share": "now",
    "occurred_at": "2026-11-18T10:00:00Z",
}


def at_once(calls: list[Callable[[], TestResponse]]) -> list[TestResponse]:
    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(call) for call in calls]]


def test_a_note_sent_by_sixteen_hands_is_one_note(floor: Floor) -> None:
    before = len(floor.feed())
    answers = at_once([lambda: floor.put(INES, PATH, BODY)] * 16)

    assert Counter(answer.status_code for answer in answers) == {201: 1, 200: 15}
    assert len({answer.get_data() for answer in answers}) == 1
    assert floor.types(before) == ["observation.recorded"]


def test_one_of_two_contents_under_one_id_wins_and_the_other_is_refused(floor: Floor) -> None:
    contents = [{**BODY, "quote": f"Version {number}"} for number in range(8)]
    answers = at_once([lambda body=body: floor.put(INES, PATH, body) for body in contents])
    assert Counter(answer.status_code for answer in answers) == {201: 1, 422: 7}


def test_replies_that_come_together_are_all_kept(floor: Floor) -> None:
    floor.put(INES, PATH, BODY)
    replies = [(who, named_id(f"reply {number}")) for number, who in enumerate([AMARA, INES] * 8)]
    answers = at_once(
        [lambda who=who, i=i: floor.put(who, f"{PATH}/replies/{i}", {"text": "Yes"}) for who, i in replies]
    )

    assert {answer.status_code for answer in answers} == {201}
    streams = [event["streamversion"] for event in floor.feed() if event["subject"] == f"observation/{NOTE}"]
    assert streams == list(range(1, 18))


def test_a_promise_is_confirmed_or_declined_and_never_both(floor: Floor) -> None:
    promise = f"/v1/commitments/{named_id('promise')}"
    floor.put(INES, promise, {"rep_id": AMARA, "practice": "Let the customer finish", "due_on": "2026-11-20"})
    answers = at_once(
        [
            lambda: floor.put(AMARA, f"{promise}/confirmation", {"via": "own_device"}),
            lambda: floor.put(AMARA, f"{promise}/decline", {"reason": "No"}),
            lambda: floor.put(INES, f"{promise}/confirmation", {"via": "supervisor_device"}),
            lambda: floor.put(INES, f"{promise}/closure", {"outcome": "released", "reason": "No more"}),
        ]
    )
    kinds = [
        event["type"]
        for event in floor.feed()
        if event["subject"] == promise.removeprefix("/v1/").replace("commitments", "commitment")
    ]
    assert len(kinds) == len([answer for answer in answers if answer.status_code == 201]) + 1
    assert not {"floorwalk.commitment.confirmed", "floorwalk.commitment.declined"} <= set(kinds)


def test_a_person_described_by_many_at_once_is_described_by_one_of_them(floor: Floor) -> None:
    levels = ["new", "developing", "steady", "star"] * 3
    body = {"name": "Amara Okafor", "roles": ["rep"], "email": "amara@example.com", "team_id": HARBOUR}
    answers = at_once(
        [lambda level=level: floor.put(ADMIN, f"/v1/people/{AMARA}", {**body, "level": level}) for level in levels]
    )

    assert {answer.status_code for answer in answers} == {200}
    told = floor.get(ADMIN, f"/v1/people/{AMARA}").get_json()
    assert told["level"] == floor.feed()[-1]["data"]["level"]
