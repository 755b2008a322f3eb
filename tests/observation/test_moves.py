"""People who move and leave, teams whose supervisor changes: who may still write, and what still counts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.observation.conftest import MovableClock
from tests.observation.floor import AMARA, BEN, GITA, HARBOUR, INES, MESA, RAY, Floor, named_id

PROMISE = f"/v1/commitments/{named_id('promise')}"
NOTE = f"/v1/observations/{named_id('note')}"


def noted(floor: Floor, who: str, name: str, rep: str = AMARA, **facts: Any) -> int:
    body = {"rep_id": rep, "kind": "praise", "quote": "Go on", **facts}
    return floor.put(who, f"/v1/observations/{named_id(name)}", body).status_code


def promised(floor: Floor) -> None:
    body = {"rep_id": AMARA, "practice": "Let the customer finish", "due_on": "2026-11-27"}
    assert floor.put(INES, PROMISE, body).status_code == 201
    assert floor.put(AMARA, f"{PROMISE}/confirmation", {"via": "own_device"}).status_code == 201


def lights_of_another(floor: Floor) -> str:
    body = {"rep_id": AMARA, "practice": "Say the name"}
    why: str = floor.put(INES, f"/v1/commitments/{named_id('another')}", {**body, "due_on": "2026-11-27"}).get_json()[
        "smart"
    ]["attainable"]["why"]
    return why


def leave(floor: Floor, who: str, on: str = "2026-11-18") -> None:
    floor.must(f"/v1/people/{who}/departure", left_on=on)


def test_an_open_promise_passes_to_the_new_supervisor_when_the_rep_moves_team(
    floor: Floor, clock: MovableClock
) -> None:
    promised(floor)
    floor.person(AMARA, "Amara Okafor", ["rep"], MESA)
    clock.pass_time(minutes=1)
    look = f"{PROMISE}/revisits/{named_id('look')}"
    assert floor.put(INES, look, {"outcome": "saw_it"}).status_code == 404, "the old supervisor loses access at once"
    assert floor.put(RAY, look, {"outcome": "saw_it"}).status_code == 201


def test_what_the_rep_says_was_not_so_is_the_new_supervisors_to_answer(floor: Floor, clock: MovableClock) -> None:
    assert noted(floor, INES, "note", share="now") == 201
    assert floor.put(AMARA, f"{NOTE}/clarification", {"text": "I said wait"}).status_code == 201
    assert floor.put(RAY, f"{NOTE}/clarification/answer", {"outcome": "stands"}).status_code == 404
    floor.person(AMARA, "Amara Okafor", ["rep"], MESA)
    clock.pass_time(minutes=1)
    assert floor.put(RAY, f"{NOTE}/clarification/answer", {"outcome": "stands"}).status_code == 201


def test_a_new_supervisor_writes_at_once_and_the_old_one_no_more(floor: Floor, clock: MovableClock) -> None:
    floor.person(RAY, "Ray Delgado", ["supervisor"], HARBOUR)
    floor.person(INES, "Ines Carvalho", ["supervisor"], MESA)
    clock.pass_time(minutes=1)
    assert noted(floor, RAY, "by ray") == 201
    assert noted(floor, INES, "by ines") == 404
    assert noted(floor, INES, "at mesa", GITA) == 201


def test_who_stands_in_for_a_team_writes_until_they_do_no_longer(floor: Floor, clock: MovableClock) -> None:
    described: dict[str, Any] = {"name": "Ray Delgado", "roles": ["supervisor"], "team_id": MESA}
    floor.must(f"/v1/people/{RAY}", **described, also_team_ids=[HARBOUR])
    clock.pass_time(minutes=1)
    assert noted(floor, RAY, "standing in") == 201
    floor.must(f"/v1/people/{RAY}", **described)
    clock.pass_time(minutes=1)
    assert noted(floor, RAY, "no longer") == 404


def test_nothing_new_is_written_about_who_has_left_but_what_was_seen_before_still_arrives(
    floor: Floor, clock: MovableClock
) -> None:
    leave(floor, AMARA)
    assert noted(floor, INES, "on the last day") == 201
    clock.pass_time(days=1)
    assert noted(floor, INES, "the day after") == 403
    assert noted(floor, INES, "late", occurred_at="2026-11-18T16:00:00Z") == 201


@pytest.mark.parametrize(("hour", "status"), [(5, 201), (7, 403)])
def test_the_last_day_ends_at_the_site_and_not_in_greenwich(
    floor: Floor, clock: MovableClock, hour: int, status: int
) -> None:
    leave(floor, RAY)
    clock.pass_time(hours=14 + hour)
    assert noted(floor, RAY, "in phoenix", GITA) == status, "it is 22:00 and midnight in Phoenix"


def test_who_leaves_has_no_open_promise_any_more_and_who_comes_back_has_them_back(
    floor: Floor, clock: MovableClock
) -> None:
    promised(floor)
    before = lights_of_another(floor)
    leave(floor, AMARA)
    assert smart_now(floor) == before, "it counts on the last day"
    clock.pass_time(days=1)
    assert smart_now(floor) != before
    assert floor.ask("svc:load", "DELETE", f"/v1/people/{AMARA}/departure").status_code == 200
    assert smart_now(floor) == before


def smart_now(floor: Floor) -> str:
    asked = {"rep_id": AMARA, "practice": "Say the name", "due_on": "2026-11-27"}
    answer = floor.ask(INES, "POST", "/v1/nudges", asked)
    why: str = answer.get_json()["smart"]["attainable"]["why"]
    return why


def test_the_calendar_of_the_new_team_says_which_day_it_is(floor: Floor, clock: MovableClock) -> None:
    floor.person(AMARA, "Amara Okafor", ["rep"], MESA)
    clock.pass_time(hours=19)
    body = {"rep_id": AMARA, "practice": "Let the customer finish", "due_on": "2026-11-18"}
    assert floor.put(RAY, PROMISE, body).status_code == 201, "it is still the 18th in Phoenix"
    assert floor.put(INES, f"/v1/commitments/{named_id('ben')}", {**body, "rep_id": BEN}).status_code == 422
