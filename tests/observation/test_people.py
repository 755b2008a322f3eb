"""Changeable things: people, their absences and departures, teams, behaviours."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from floorwalk.load.people import Roles
from floorwalk.load.sending import Sender
from services.observation.house import House
from tests.observation.conftest import MovableClock
from tests.observation.floor import (
    ADMIN,
    AMARA,
    BEN,
    GITA,
    HARBOUR,
    INES,
    INTERRUPTED,
    MAEVE,
    MESA,
    OPS,
    RAY,
    Floor,
    named_id,
)
from tests.paging import asked_by

AMARA_NOW = {"name": "Amara Okafor", "roles": ["rep"], "email": "amara@example.com", "team_id": HARBOUR}


def test_nothing_happens_when_the_state_is_so_already(floor: Floor) -> None:
    before = len(floor.feed())
    assert floor.put(ADMIN, f"/v1/people/{AMARA}", AMARA_NOW).get_json() == {"id": AMARA, "position": 0}
    assert len(floor.feed()) == before


def test_a_change_brings_the_whole_new_state(floor: Floor) -> None:
    answer = floor.put(ADMIN, f"/v1/people/{AMARA}", {**AMARA_NOW, "level": "steady"})
    assert answer.get_json()["position"] == len(floor.feed())
    assert floor.feed()[-1]["data"]["level"] == "steady"
    assert floor.get(ADMIN, f"/v1/people/{AMARA}").get_json()["level"] == "steady"


def test_it_tells_names_to_those_who_may_and_answers_304(floor: Floor) -> None:
    first = floor.get(INES, f"/v1/people/{AMARA}")
    assert first.get_json()["name"] == "Amara Okafor"
    assert floor.get(INES, f"/v1/people/{AMARA}", If_None_Match=first.headers["ETag"]).status_code == 304


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        (AMARA, AMARA, 200),
        (AMARA, BEN, 404),
        (INES, GITA, 404),
        (INES, AMARA, 200),
        (MAEVE, AMARA, 200),
        (OPS, GITA, 200),
        ("svc:web", GITA, 200),
    ],
)
def test_who_may_read_whom(floor: Floor, who: str, whom: str, status: int) -> None:
    assert floor.get(who, f"/v1/people/{whom}").status_code == status


def test_a_supervisor_lists_the_own_teams_and_nobody_else(floor: Floor) -> None:
    listed = floor.get(INES, "/v1/people").get_json()["items"]
    assert {item["id"] for item in listed} == {INES, AMARA, BEN}
    assert floor.get(INES, f"/v1/people?team={MESA}").get_json()["items"] == []
    assert floor.get(AMARA, "/v1/people").status_code == 403


def test_lists_come_in_pages(floor: Floor) -> None:
    seen: list[str] = []
    path = "/v1/people?limit=3"
    while path:
        page = floor.get(OPS, path).get_json()
        seen += [item["id"] for item in page["items"]]
        path = page["next"] and f"/v1/people?limit=3&cursor={page['next']}"
    assert len(seen) == len(set(seen)) == 10


def test_every_list_goes_on_from_its_cursor(floor: Floor) -> None:
    lists = asked_by(floor.get(OPS, "/openapi.json").get_json())
    assert {"/v1/people", "/v1/teams", "/v1/behaviours", "/v1/referrals"} <= lists.keys()
    assert {path for path, names in lists.items() if "cursor" not in names} == set()


class StraightTo(Sender):
    """Asks a service that is in this process."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor

    def send(self, method: str, path: str, caller: str, **content: Any) -> httpx.Response:
        answer = self._floor.ask(caller, method, path, **content)
        return httpx.Response(answer.status_code, content=answer.data)


def test_notes_are_loaded_in_the_name_of_everybody_on_a_large_floor(floor: Floor) -> None:
    crowd = [named_id(f"one of many {number}") for number in range(200)]
    for one in crowd:
        floor.person(one, "Somebody", ["rep"], HARBOUR)
    roles = Roles()
    roles.read(StraightTo(floor))
    assert {roles.of(one) for one in crowd} == {frozenset({"rep"})}


def test_if_match_guards_against_a_change_nobody_saw(floor: Floor) -> None:
    etag = floor.get(ADMIN, f"/v1/people/{AMARA}").headers["ETag"]
    assert floor.put(ADMIN, f"/v1/people/{AMARA}", {**AMARA_NOW, "level": "new"}, If_Match=etag).status_code == 200
    stale = floor.put(ADMIN, f"/v1/people/{AMARA}", {**AMARA_NOW, "level": "star"}, If_Match=etag)
    assert (stale.status_code, stale.get_json()["type"]) == (412, "/problems/stale")
    assert floor.put(ADMIN, f"/v1/people/{named_id('x')}", AMARA_NOW, If_Match='"1"').status_code == 412


def test_who_has_left_may_do_nothing_more(floor: Floor, clock: MovableClock) -> None:
    assert floor.put(ADMIN, f"/v1/people/{INES}/departure", {"left_on": "2026-11-18"}).status_code == 200
    assert floor.get(INES, f"/v1/people/{AMARA}").status_code == 200, "the last day is still a day"
    clock.pass_time(days=1)
    assert floor.get(INES, f"/v1/people/{AMARA}").status_code == 403


def test_a_departure_is_taken_back_only_on_purpose(floor: Floor) -> None:
    path = f"/v1/people/{AMARA}"
    floor.put(ADMIN, f"{path}/departure", {"left_on": "2026-11-18"})
    floor.put(ADMIN, path, {**AMARA_NOW, "level": "steady"})
    assert floor.get(ADMIN, path).get_json()["left_on"] == "2026-11-18", "a load does not bring anybody back"

    assert floor.ask(ADMIN, "DELETE", f"{path}/departure").status_code == 200
    assert floor.ask(ADMIN, "DELETE", f"{path}/departure").get_json()["position"] == 0
    told = floor.get(ADMIN, path).get_json()
    assert (told["left_on"], told["name"], told["level"]) == (None, "Amara Okafor", "steady")


def test_a_role_that_was_taken_away_counts_no_more_whatever_the_token_says(floor: Floor) -> None:
    floor.person(INES, "Ines Carvalho", ["rep"], HARBOUR)
    assert floor.put(INES, f"/v1/walks/{named_id('w')}", {"started_at": "2026-11-18T10:00:00Z"}).status_code == 403


def test_an_absence_is_put_changed_and_taken_back(floor: Floor) -> None:
    path = f"/v1/people/{AMARA}/absences/{named_id('flu')}"
    before = len(floor.feed())
    for body in ({"from_on": "2026-11-19", "to_on": "2026-11-20"}, {"from_on": "2026-11-19", "to_on": "2026-11-23"}):
        assert floor.put(INES, path, body).status_code == 200
        assert floor.put(INES, path, body).get_json()["position"] == 0
    assert floor.ask(ADMIN, "DELETE", path).status_code == 200
    assert floor.types(before) == ["absence.recorded", "absence.recorded", "absence.cancelled"]
    assert floor.put(RAY, path, {"from_on": "2026-11-19", "to_on": "2026-11-20"}).status_code == 404
    assert floor.put(INES, path, {"from_on": "2026-11-20", "to_on": "2026-11-19"}).status_code == 422


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        (f"/v1/people/{AMARA}", {"name": "A", "roles": []}, "roles"),
        (f"/v1/people/{AMARA}", {"name": "A", "roles": ["boss"]}, "roles.0"),
        (f"/v1/people/{AMARA}", {"name": "A" * 201, "roles": ["rep"]}, "name"),
        (f"/v1/people/{AMARA}", {"name": "A", "roles": ["rep"], "email": "nowhere"}, "email"),
        (f"/v1/teams/{MESA}", {"name": "M", "site": "P", "timezone": "Mars/Base", "working_days": [1]}, "timezone"),
        (f"/v1/teams/{MESA}", {"name": "M", "site": "P", "timezone": "../etc/passwd", "working_days": [1]}, "timezone"),
        (f"/v1/teams/{MESA}", {"name": "M", "site": "P", "timezone": "UTC", "working_days": []}, "working_days"),
        (f"/v1/teams/{MESA}", {"name": "M", "site": "P", "timezone": "UTC", "working_days": [8]}, "working_days.0"),
        (
            f"/v1/teams/{MESA}",
            {"name": "M", "site": "P", "timezone": "UTC", "working_days": [1], "country": "ZZ"},
            "country",
        ),
        (f"/v1/behaviours/{INTERRUPTED}", {"label": "x", "dimension": "mood", "kind": "praise"}, "dimension"),
    ],
)
def test_it_names_the_field_that_is_not_right(floor: Floor, path: str, body: dict[str, Any], field: str) -> None:
    refused = floor.put(ADMIN, path, body)
    assert refused.status_code == 422, refused.get_data(as_text=True)
    assert field in refused.get_json()["errors"]


@pytest.mark.parametrize("path", [f"/v1/people/{AMARA}", f"/v1/teams/{MESA}", f"/v1/behaviours/{INTERRUPTED}"])
def test_only_an_admin_writes_them(floor: Floor, path: str) -> None:
    for who in (AMARA, INES, OPS, "svc:followup"):
        assert floor.put(who, path, floor.get("svc:load", path).get_json()).status_code in {403, 422}


def test_a_team_and_a_behaviour_change_once(floor: Floor) -> None:
    before = len(floor.feed())
    team = {
        "name": "Mesa",
        "site": "Phoenix",
        "timezone": "America/Phoenix",
        "working_days": [2, 1, 3],
        "holidays": ["2026-11-26"],
    }
    assert [floor.put(ADMIN, f"/v1/teams/{MESA}", team).status_code for _ in range(2)] == [200, 200]
    behaviour = {"label": "Interrupted", "dimension": "habit", "kind": "correction", "default_days": 7}
    assert [floor.put(ADMIN, f"/v1/behaviours/{INTERRUPTED}", behaviour).status_code for _ in range(2)] == [200, 200]
    assert [floor.put(ADMIN, f"/v1/behaviours/{INTERRUPTED}/retirement", {}).status_code for _ in range(2)] == [
        200,
        200,
    ]
    assert floor.types(before) == ["team.changed", "behaviour.changed", "behaviour.retired"]
    assert floor.get(INES, f"/v1/behaviours/{INTERRUPTED}").get_json()["retired"] is True


def test_a_behaviour_may_name_the_signal_in_which_it_shows(floor: Floor) -> None:
    path, before = f"/v1/behaviours/{INTERRUPTED}", len(floor.feed())
    measure = {"signal": "csat", "comparison": "at_least", "target": 4.3}
    behaviour = {"label": "Interrupted", "dimension": "habit", "kind": "correction", "measure": measure}
    assert [floor.put(ADMIN, path, behaviour).status_code for _ in range(2)] == [200, 200]
    assert floor.types(before) == ["behaviour.changed"]
    assert floor.get(INES, path).get_json()["measure"] == measure
    (listed,) = (item for item in floor.get(INES, "/v1/behaviours").get_json()["items"] if item["id"] == INTERRUPTED)
    assert listed["measure"] == measure
    floor.put(ADMIN, path, {**behaviour, "measure": {**measure, "target": 4.4}})
    del behaviour["measure"]
    floor.put(ADMIN, path, behaviour)
    assert floor.get(INES, path).get_json()["measure"] is None
    assert floor.types(before) == ["behaviour.changed"] * 3


@pytest.mark.parametrize(
    ("measure", "field"),
    [
        ({"signal": "csat", "comparison": "at_least"}, "measure.target"),
        ({"signal": "csat", "comparison": "about", "target": 4}, "measure.comparison"),
        ({"signal": "", "comparison": "at_most", "target": 4}, "measure.signal"),
    ],
)
def test_half_a_measure_is_none(floor: Floor, measure: dict[str, Any], field: str) -> None:
    behaviour = {"label": "Interrupted", "dimension": "habit", "kind": "correction", "measure": measure}
    refused = floor.put(ADMIN, f"/v1/behaviours/{INTERRUPTED}", behaviour)
    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, [field])


def test_the_feed_and_the_keys_are_for_services_only(floor: Floor, house: House) -> None:
    for who in (AMARA, INES, OPS, ADMIN):
        assert floor.get(who, "/v1/events").status_code == 403
        assert floor.ask(who, "POST", "/v1/keys", {"ids": [AMARA]}).status_code == 403
    keys = floor.ask("svc:followup", "POST", "/v1/keys", {"ids": [AMARA, BEN]}).get_json()
    assert set(keys[AMARA]) == {house.keyring.key(AMARA).name}
    assert floor.ask("svc:followup", "POST", "/v1/keys", {"ids": [named_id("nobody")]}).status_code == 422


def test_a_walk_starts_and_ends_once(floor: Floor) -> None:
    path = f"/v1/walks/{named_id('walk')}"
    assert floor.put(INES, path, {"started_at": "2026-11-18T09:30:00Z"}).status_code == 201
    assert floor.put(INES, path, {"started_at": "2026-11-18T09:30:00Z"}).status_code == 200
    assert floor.put(RAY, f"{path}/end", {"ended_at": "2026-11-18T10:00:00Z"}).status_code == 404
    assert floor.put(INES, f"{path}/end", {"ended_at": "2026-11-18T09:00:00Z"}).status_code == 422
    assert floor.put(INES, f"{path}/end", {"ended_at": "2026-11-18T10:00:00Z"}).get_json()["state"] == "ended"
