"""``/v1/sessions`` from the plan to the rating."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa

from contracts.sealing import Box, unseal
from services.eventlog.database import writing
from services.observation.house import House
from services.observation.keyring import keys
from tests.observation.conftest import MovableClock
from tests.observation.floor import AMARA, BEN, GITA, INES, MESA, OPS, RAY, Floor, named_id

TALK, PROMISE = named_id("talk"), named_id("promise")
PATH = f"/v1/sessions/{TALK}"
PLAN = {"rep_ids": [AMARA], "starts_at": "2026-11-23T09:00:00Z", "minutes": 30, "place": "Room 2"}
SAID = {"supervisor_notes": "Calmer openings", "rep_notes": {AMARA: "I let them finish now"}}
NONE_NEEDED = {"none_needed_reason": "She is where she wants to be"}


@pytest.fixture
def planned(floor: Floor) -> Floor:
    answer = floor.put(INES, PATH, PLAN)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert answer.get_json()["state"] == "scheduled"
    return floor


@pytest.fixture
def promised(planned: Floor) -> Floor:
    body = {"rep_id": AMARA, "practice": "Let them finish", "due_on": "2026-11-27", "session_id": TALK}
    assert planned.put(INES, f"/v1/commitments/{PROMISE}", body).status_code == 201
    return planned


def conclude(floor: Floor, **body: Any) -> Any:
    return floor.put(INES, f"{PATH}/outcome", body)


def test_a_plan_put_again_is_answered_the_same_and_another_one_is_refused(planned: Floor) -> None:
    assert planned.put(INES, PATH, PLAN).status_code == 200
    assert planned.put(INES, PATH, {**PLAN, "minutes": 45}).status_code == 422
    assert planned.types().count("session.scheduled") == 1


def test_a_group_session_is_one_append_with_a_box_for_each_rep(floor: Floor, house: House) -> None:
    assert floor.put(INES, PATH, {**PLAN, "rep_ids": [AMARA, BEN]}).status_code == 201
    first, second = floor.feed()[-2:]
    assert [event["partitionkey"] for event in (first, second)] == [AMARA, BEN]
    for event, rep_id in ((first, AMARA), (second, BEN)):
        box = Box(**event["data"]["sealed"])
        assert box.key == f"{rep_id}/coaching/1"
        assert unseal(house.keyring.key(rep_id).secret, event["id"], event["type"], box) == {"place": "Room 2"}


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"rep_ids": []}, 422),
        ({"rep_ids": [AMARA, AMARA]}, 422),
        ({"rep_ids": [named_id(str(number)) for number in range(7)]}, 422),
        ({"rep_ids": [AMARA, GITA]}, 404),
        ({"rep_ids": [named_id("nobody")]}, 404),
        ({"minutes": 0}, 422),
        ({"minutes": 30.5}, 422),
        ({"starts_at": "2026-11-23 09:00"}, 422),
        ({"starts_at": "2028-11-23T09:00:00Z"}, 422),
        ({"place": "x" * 201}, 422),
    ],
)
def test_it_refuses_a_plan_that_is_not_right(floor: Floor, changes: dict[str, Any], status: int) -> None:
    assert floor.put(INES, PATH, {**PLAN, **changes}).status_code == status
    assert "session.scheduled" not in floor.types()


@pytest.mark.parametrize(("who", "status"), [(AMARA, 403), (RAY, 404), (OPS, 403)])
def test_only_a_supervisor_of_the_rep_plans_a_session(floor: Floor, who: str, status: int) -> None:
    assert floor.put(who, PATH, PLAN).status_code == status


def test_it_is_moved_by_whoever_read_it_last(planned: Floor) -> None:
    moved = {"starts_at": "2026-11-24T09:00:00Z", "minutes": 45}
    assert planned.put(INES, f"{PATH}/schedule", moved, If_Match='"7"').status_code == 412
    answer = planned.put(INES, f"{PATH}/schedule", moved, If_Match='"1"')
    assert (answer.status_code, answer.get_json()["starts_at"]) == (200, "2026-11-24T09:00:00Z")
    assert planned.put(INES, f"{PATH}/schedule", moved).status_code == 200
    assert planned.types().count("session.rescheduled") == 1, "the second time it was so already"
    planned.put(INES, f"{PATH}/schedule", {**moved, "place": "Room 3"})
    assert planned.types().count("session.rescheduled") == 2, "another place is a change"


def test_both_raise_points(planned: Floor) -> None:
    for who, status in ((AMARA, 201), (INES, 201), (BEN, 404), (RAY, 404), (OPS, 403)):
        answer = planned.put(who, f"{PATH}/agenda/{named_id(who)}", {"text": "The new script"})
        assert answer.status_code == status
    raised = [event for event in planned.feed() if event["type"].endswith("agenda_raised")]
    assert [event["actor"] for event in raised] == [AMARA, INES]
    assert all("The new script" not in str(event) for event in raised)


def test_a_session_needs_a_confirmed_commitment_or_a_reason_for_none(promised: Floor) -> None:
    for body in ({}, {"commitment_ids": [PROMISE]}):
        refused = conclude(promised, outcome="held", **SAID, **body)
        assert refused.status_code == 409
        assert refused.get_json()["rule"] == "a session needs a confirmed commitment, or a reason for none"
    promised.put(AMARA, f"/v1/commitments/{PROMISE}/confirmation", {"via": "own_device"})
    held = conclude(promised, outcome="held", **SAID, commitment_ids=[PROMISE])
    assert (held.status_code, held.get_json()["state"]) == (201, "held")
    assert promised.feed()[-1]["data"]["commitment_ids"] == [PROMISE]


def test_a_refused_outcome_leaves_no_trace_and_may_be_sent_again(planned: Floor) -> None:
    assert conclude(planned, outcome="held", **SAID).status_code == 409
    assert conclude(planned, outcome="held", **SAID, **NONE_NEEDED).status_code == 201
    assert conclude(planned, outcome="held", **SAID, **NONE_NEEDED).status_code == 200
    assert conclude(planned, outcome="missed").status_code == 422


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"outcome": "held", **SAID, "commitment_ids": [named_id("none")]}, "commitment_ids"),
        ({"outcome": "held", **SAID, **NONE_NEEDED, "rep_notes": {BEN: "Me too"}}, "rep_notes"),
        ({"outcome": "missed", "commitment_ids": [PROMISE]}, "commitment_ids"),
        ({"outcome": "missed", "rep_notes": {AMARA: "I was there"}}, "rep_notes"),
        ({"outcome": "skipped"}, "outcome"),
        ({"outcome": "held", "rep_notes": {"amara": "Hello"}}, "rep_notes.amara.key"),
    ],
)
def test_an_outcome_names_the_field_that_is_not_right(promised: Floor, body: dict[str, Any], field: str) -> None:
    refused = conclude(promised, **body)
    assert refused.status_code == 422
    assert field in refused.get_json()["errors"]


def test_a_promise_of_somebody_else_does_not_count(planned: Floor) -> None:
    other = named_id("bens")
    planned.put(INES, f"/v1/commitments/{other}", {"rep_id": BEN, "practice": "Recap", "due_on": "2026-11-27"})
    planned.put(BEN, f"/v1/commitments/{other}/confirmation", {"via": "own_device"})
    assert conclude(planned, outcome="held", **SAID, commitment_ids=[other]).status_code == 422


@pytest.mark.parametrize("outcome", ["missed", "cancelled"])
def test_a_session_may_be_missed_or_cancelled(planned: Floor, outcome: str) -> None:
    answer = conclude(planned, outcome=outcome, supervisor_notes="She was ill")
    assert (answer.status_code, answer.get_json()["state"]) == (201, outcome)
    assert conclude(planned, outcome="held", **SAID, **NONE_NEEDED).status_code == 422, "it was said otherwise"
    late = planned.put(AMARA, f"{PATH}/agenda/{named_id('late')}", {"text": "Wait"})
    assert (late.status_code, late.get_json()["rule"]) == (409, "a session that is over stays as it is")


def test_each_rep_rates_a_session_once_it_was_held(floor: Floor) -> None:
    floor.put(INES, PATH, {**PLAN, "rep_ids": [AMARA, BEN]})
    assert floor.put(AMARA, f"{PATH}/rating", {"score": 5}).status_code == 409
    conclude(floor, outcome="held", **SAID, **NONE_NEEDED)
    for rep_id, score in ((AMARA, 5), (BEN, 2)):
        assert floor.put(rep_id, f"{PATH}/rating", {"score": score, "text": "Good"}).status_code == 201
    assert floor.put(AMARA, f"{PATH}/rating", {"score": 5, "text": "Good"}).status_code == 200
    assert floor.put(AMARA, f"{PATH}/rating", {"score": 1}).status_code == 422
    assert floor.put(INES, f"{PATH}/rating", {"score": 5}).status_code == 403
    assert floor.put(AMARA, f"{PATH}/rating", {"score": 6}).status_code == 422


def test_the_new_supervisor_holds_the_session_of_a_rep_who_moved(floor: Floor, clock: MovableClock) -> None:
    floor.put(INES, PATH, {**PLAN, "rep_ids": [AMARA, BEN]})
    clock.pass_time(days=1)
    floor.person(BEN, "Ben Sutcliffe", ["rep"], MESA)
    clock.pass_time(days=5)
    mine = conclude(floor, outcome="held", **SAID, **NONE_NEEDED)
    assert (mine.status_code, mine.get_json()["state"]) == (201, "scheduled"), "Ben's is still to come"
    theirs = {"outcome": "held", "supervisor_notes": "Hi", "rep_notes": {BEN: "Hi"}, **NONE_NEEDED}
    assert floor.put(RAY, f"{PATH}/outcome", theirs).get_json()["state"] == "held"
    assert [event["data"]["rep_id"] for event in floor.feed()[-2:]] == [AMARA, BEN]


def test_a_note_and_a_promise_may_name_the_session(planned: Floor) -> None:
    note = {"rep_id": AMARA, "kind": "praise", "note": "Prepared", "mode": "formal", "session_id": TALK}
    body = {**note, "occurred_at": "2026-11-18T10:00:00Z"}
    assert planned.put(INES, f"/v1/observations/{named_id('n')}", body).status_code == 201
    unknown = {**body, "session_id": named_id("no talk")}
    assert planned.put(INES, f"/v1/observations/{named_id('m')}", unknown).status_code == 422


def test_there_is_no_session_to_write_to(floor: Floor) -> None:
    for who in (INES, RAY):
        assert floor.put(who, f"{PATH}/outcome", {"outcome": "missed"}).status_code == 404


def forget(house: House, person_id: str) -> None:
    """Destroy somebody's keys, as an erasure does."""
    with writing(house.keyring._engine) as connection:
        connection.execute(sa.update(keys).where(keys.c.person_id == person_id).values(wrapped=None))
    house.keyring._opened.clear()


@pytest.mark.parametrize(
    ("outcome", "others"),
    [
        ({"outcome": "held", **SAID, **NONE_NEEDED}, "session.held"),
        ({"outcome": "missed"}, "session.missed"),
        ({"outcome": "cancelled"}, "session.cancelled"),
    ],
)
def test_a_group_goes_on_when_one_of_its_reps_was_erased(
    floor: Floor, house: House, outcome: dict[str, Any], others: str
) -> None:
    floor.put(INES, PATH, {**PLAN, "rep_ids": [AMARA, BEN]})
    forget(house, BEN)
    moved = floor.put(INES, f"{PATH}/schedule", {"starts_at": "2026-11-23T11:00:00Z", "minutes": 30})
    assert moved.status_code == 200
    assert floor.put(INES, f"{PATH}/agenda/{named_id('point')}", {"text": "Late shifts"}).status_code == 201
    before = len(floor.feed())
    concluded = conclude(floor, **outcome)
    assert concluded.status_code == 201, concluded.get_data(as_text=True)
    assert concluded.get_json()["state"] != "scheduled"
    assert sorted(zip(floor.types(before), [event["partitionkey"] for event in floor.feed(before)], strict=True)) == (
        sorted([(others, AMARA), ("session.cancelled", BEN)])
    )


def test_a_session_of_somebody_erased_is_not_there(planned: Floor, house: House) -> None:
    forget(house, AMARA)
    assert conclude(planned, outcome="cancelled").status_code == 404
