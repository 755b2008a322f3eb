"""What was read of a person, a team or a behaviour can be put as it is, and then nothing happens."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.observation.conftest import MovableClock
from tests.observation.floor import ADMIN, AMARA, HARBOUR, INTERRUPTED, MESA, Floor, named_id
from tests.putting_back import read_and_put, read_only

often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

teams = st.sampled_from([HARBOUR, MESA])
words = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=40).filter(str.strip)


PEOPLE = st.fixed_dictionaries(
    {"name": words, "roles": st.lists(st.sampled_from(["rep", "supervisor", "ops"]), min_size=1, max_size=3)},
    optional={
        "email": st.just("somebody@example.com") | st.none(),
        "team_id": teams | st.none(),
        "also_team_ids": st.lists(teams, max_size=2),
        "level": st.sampled_from(["new", "star"]) | st.none(),
        "joined_on": st.just("2026-11-02") | st.none(),
    },
)
TEAMS = st.fixed_dictionaries(
    {
        "name": words,
        "site": words,
        "timezone": st.sampled_from(["Europe/London", "America/Phoenix"]),
        "working_days": st.lists(st.integers(1, 7), min_size=1, max_size=7),
    },
    optional={
        "holidays": st.lists(st.sampled_from(["2026-12-25", "2027-01-01"]), max_size=3),
        "country": st.sampled_from(["GB", "GB-ENG"]) | st.none(),
        "manager_id": st.just(AMARA) | st.none(),
    },
)
MEASURES = st.fixed_dictionaries(
    {
        "signal": words,
        "comparison": st.sampled_from(["at_least", "at_most"]),
        "target": st.integers(0, 9) | st.just(0.5),
    }
)
BEHAVIOURS = st.fixed_dictionaries(
    {
        "label": words,
        "dimension": st.sampled_from(["knowledge", "habit", "skill"]),
        "kind": st.sampled_from(["praise", "correction", "either"]),
    },
    optional={
        "prompt": words | st.none(),
        "model_phrase": words | st.none(),
        "practice": words | st.none(),
        "default_days": st.integers(1, 366) | st.none(),
        "measure": MEASURES | st.none(),
        "retired": st.booleans(),
    },
)


def read(floor: Floor, path: str) -> Any:
    found = floor.get(ADMIN, path)
    assert found.status_code == 200
    return found.get_json()


def comes_back(floor: Floor, path: str, body: dict[str, Any]) -> None:
    """It is put, read, and put as it was read: nothing happens, also where the first version is asked for."""
    put = floor.put(ADMIN, path, body)
    assert put.status_code == 200, put.get_data(as_text=True)
    told, etag, before = read(floor, path), floor.get(ADMIN, path).headers["ETag"], len(floor.feed())
    again = floor.put(ADMIN, path, told, If_Match=etag)
    assert (again.status_code, again.get_json().get("position")) == (200, 0), again.get_data(as_text=True)
    assert len(floor.feed()) == before
    assert read(floor, path) == told


@often
@given(body=PEOPLE, leaves=st.booleans())
def test_a_person(floor: Floor, body: dict[str, Any], leaves: bool) -> None:
    path = f"/v1/people/{named_id('somebody')}"
    floor.put(ADMIN, path, body)
    if leaves:
        floor.put(ADMIN, f"{path}/departure", {"left_on": "2026-12-31"})
    comes_back(floor, path, body)


@often
@given(body=TEAMS)
def test_a_team(floor: Floor, body: dict[str, Any]) -> None:
    comes_back(floor, f"/v1/teams/{named_id('some team')}", body)


@often
@given(body=BEHAVIOURS)
def test_a_behaviour(floor: Floor, body: dict[str, Any]) -> None:
    path = f"/v1/behaviours/{named_id('something')}"
    comes_back(floor, path, body)
    assert read(floor, path)["retired"] is body.get("retired", False)


def test_it_is_described_so(floor: Floor) -> None:
    both = read_and_put(floor.get(ADMIN, "/openapi.json").get_json())
    assert set(both) == {f"/v1/{noun}/{{{noun_id}}}" for noun, noun_id in NOUNS}
    for told, taken in both.values():
        assert told.keys() <= taken.keys()
        assert read_only(told) == read_only(taken)
    person, _ = both["/v1/people/{person_id}"]
    assert read_only(person) == {"id", "left_on"}


NOUNS = (("people", "person_id"), ("teams", "team_id"), ("behaviours", "behaviour_id"))


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        (f"/v1/people/{AMARA}", "id", named_id("else")),
        (f"/v1/people/{AMARA}", "left_on", "2026-11-30"),
        (f"/v1/teams/{HARBOUR}", "id", named_id("else")),
        (f"/v1/behaviours/{INTERRUPTED}", "id", None),
    ],
)
def test_a_field_that_is_read_only_may_say_nothing_else(floor: Floor, path: str, field: str, value: Any) -> None:
    before = len(floor.feed())
    refused = floor.put(ADMIN, path, {**read(floor, path), field: value})
    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, [field])
    assert len(floor.feed()) == before


def test_what_is_new_may_name_its_id(floor: Floor) -> None:
    path = f"/v1/people/{named_id('new')}"
    body = {"id": named_id("new"), "name": "Noor", "roles": ["rep"], "left_on": None}
    assert floor.put(ADMIN, path, {**body, "left_on": "2026-11-30"}).status_code == 422
    assert floor.put(ADMIN, path, body).status_code == 200


def test_a_change_that_nobody_saw_is_told_first(floor: Floor, clock: MovableClock) -> None:
    path = f"/v1/people/{AMARA}"
    told, etag = read(floor, path), floor.get(ADMIN, path).headers["ETag"]
    floor.put(ADMIN, f"{path}/departure", {"left_on": "2026-12-31"})
    assert floor.put(ADMIN, path, {**told, "level": "star"}, If_Match=etag).status_code == 412
    assert floor.put(ADMIN, path, {**told, "level": "star"}).status_code == 422


def test_one_field_is_changed_and_the_rest_stays_also_of_what_is_retired(floor: Floor) -> None:
    path = f"/v1/behaviours/{INTERRUPTED}"
    floor.put(ADMIN, f"{path}/retirement", {})
    told = read(floor, path)
    floor.put(ADMIN, path, {**told, "label": "Talked over the customer"})
    assert read(floor, path) == {**told, "label": "Talked over the customer"}
    assert floor.types()[-2:] == ["behaviour.changed", "behaviour.retired"]
    floor.put(ADMIN, path, {**read(floor, path), "retired": False})
    assert (read(floor, path)["retired"], floor.types()[-1]) == (False, "behaviour.changed")
    floor.put(ADMIN, path, {**read(floor, path), "retired": True})
    assert (read(floor, path)["retired"], floor.types()[-1]) == (True, "behaviour.retired")
