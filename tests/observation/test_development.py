"""Training has a result; mentoring is a pair: who may assign and pair, and what the rules say to it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.observation.floor import AMARA, BEN, GITA, INES, INTERRUPTED, MAEVE, RAY, Floor, named_id

TRAINING = f"/v1/trainings/{named_id('training')}"
PAIR = f"/v1/mentorings/{named_id('pair')}"
RETURNS: dict[str, Any] = {"rep_id": AMARA, "title": "Returns and refunds", "due_on": "2026-12-01"}
TWO = {"mentor_id": BEN, "rep_id": AMARA}


def test_a_training_is_assigned_once_and_its_title_is_sealed(floor: Floor) -> None:
    assert [floor.put(INES, TRAINING, RETURNS).status_code for _ in range(2)] == [201, 200]
    event = floor.feed()[-1]
    assert (event["type"], event["data"]["due_on"]) == ("floorwalk.training.assigned", "2026-12-01")
    assert "title" not in event["data"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"due_on": "2026-11-17"}, "due_on"),
        ({"due_on": "2028-01-01"}, "due_on"),
        ({"behaviour_id": BEN}, "behaviour_id"),
    ],
)
def test_it_names_the_field_of_a_training_that_is_not_right(floor: Floor, changes: dict[str, Any], field: str) -> None:
    refused = floor.put(INES, TRAINING, {**RETURNS, **changes})
    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, [field])


@pytest.mark.parametrize("score", [-0.5, 100.5, "many", None])
def test_a_score_is_of_a_hundred(floor: Floor, score: Any) -> None:
    floor.put(INES, TRAINING, {**RETURNS, "behaviour_id": INTERRUPTED})
    assert floor.put(INES, f"{TRAINING}/completion", {"passed": True, "score": score}).status_code == 422
    assert floor.put(INES, f"{TRAINING}/completion", {"passed": True, "score": 100}).status_code == 201


def test_a_training_ends_once_with_a_result_or_cancelled(floor: Floor) -> None:
    floor.put(INES, TRAINING, RETURNS)
    assert floor.put(INES, f"{TRAINING}/completion", {"passed": False}).get_json()["state"] == "completed"
    refused = floor.put(INES, f"{TRAINING}/cancellation", {})
    assert (refused.status_code, refused.get_json()["rule"]) == (409, "This training was completed already.")
    other = f"/v1/trainings/{named_id('other')}"
    floor.put(INES, other, RETURNS)
    assert floor.put(INES, f"{other}/cancellation", {"reason": "Booked twice"}).status_code == 201
    assert floor.put(INES, f"{other}/completion", {"passed": True}).status_code == 409


def test_only_the_supervisor_of_the_rep_assigns_and_pairs(floor: Floor) -> None:
    for path, body in ((TRAINING, RETURNS), (PAIR, TWO)):
        assert floor.put(RAY, path, body).status_code == 404
        assert floor.put(AMARA, path, body).status_code == 403
        assert floor.put(MAEVE, path, body).status_code == 403, "who manages a team reads, and does not write"
        assert floor.put(INES, path, body).status_code == 201
    assert floor.put(RAY, f"{TRAINING}/completion", {"passed": True}).status_code == 404
    assert floor.put(RAY, f"{PAIR}/end", {}).status_code == 404


def test_a_mentor_is_another_rep_of_the_supervisors_teams(floor: Floor) -> None:
    for mentor in (AMARA, GITA, INES, named_id("nobody")):
        refused = floor.put(INES, PAIR, {**TWO, "mentor_id": mentor})
        assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["mentor_id"]), mentor
    floor.must(f"/v1/people/{BEN}/departure", left_on="2026-11-30")
    assert floor.put(INES, PAIR, TWO).status_code == 422, "who is leaving does not begin to mentor"


def test_two_people_are_one_pair_at_a_time_whoever_of_them_is_the_mentor(floor: Floor) -> None:
    assert floor.put(INES, PAIR, TWO).status_code == 201
    second = f"/v1/mentorings/{named_id('second')}"
    for two in (TWO, {"mentor_id": AMARA, "rep_id": BEN}):
        refused = floor.put(INES, second, two)
        assert (refused.status_code, refused.get_json()["rule"]) == (409, "These two are mentor and rep already.")
    assert floor.put(INES, f"{PAIR}/end", {}).status_code == 201
    assert floor.put(INES, second, TWO).status_code == 201, "a refused pair left nothing behind"


def test_two_who_pair_the_same_two_at_once_make_one_pair(floor: Floor) -> None:
    paths = [f"/v1/mentorings/{named_id(f'pair {number}')}" for number in range(6)]
    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(lambda path: floor.put(INES, path, TWO).status_code, paths))
    assert sorted(statuses) == [201] + [409] * 5


def test_a_mentoring_ends_once(floor: Floor) -> None:
    floor.put(INES, PAIR, TWO)
    floor.put(INES, f"{PAIR}/end", {})
    assert floor.put(INES, f"{PAIR}/end", {}).status_code == 200, "said again"
    assert floor.put(INES, f"{PAIR}/end", {"occurred_at": "2026-11-18T09:00:00Z"}).status_code == 422


def test_a_moment_of_mentoring_is_a_note_of_the_supervisor(floor: Floor) -> None:
    note = {"rep_id": AMARA, "kind": "praise", "mode": "mentoring", "note": "Ben showed her the returns page"}
    path = f"/v1/observations/{named_id('moment')}"
    assert floor.put(BEN, path, note).status_code == 403
    assert floor.put(INES, path, note).status_code == 201
