"""``/v1/commitments`` from the proposal to its end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.observation.conftest import MovableClock
from tests.observation.floor import AMARA, BEN, GITA, INES, OPS, RAY, Floor, named_id

PROMISE = named_id("promise")
PATH = f"/v1/commitments/{PROMISE}"


@pytest.fixture
def proposed(floor: Floor) -> Floor:
    body = {"rep_id": AMARA, "practice": "Let the customer finish", "due_on": "2026-11-20"}
    answer = floor.put(INES, PATH, body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    assert answer.get_json()["state"] == "proposed"
    return floor


@pytest.fixture
def opened(proposed: Floor) -> Floor:
    assert proposed.put(AMARA, f"{PATH}/confirmation", {"via": "own_device"}).get_json()["state"] == "open"
    return proposed


def test_it_is_open_once_the_rep_has_confirmed_it(opened: Floor) -> None:
    assert opened.types()[-2:] == ["commitment.proposed", "commitment.confirmed"]


def test_the_rep_may_confirm_on_the_supervisors_phone_and_that_is_recorded(proposed: Floor) -> None:
    assert proposed.put(INES, f"{PATH}/confirmation", {"via": "supervisor_device"}).status_code == 201
    assert proposed.feed()[-1]["data"]["via"] == "supervisor_device"
    assert proposed.feed()[-1]["actor"] == INES


@pytest.mark.parametrize(
    ("who", "via", "status"),
    [
        (INES, "own_device", 403),
        (AMARA, "supervisor_device", 403),
        (BEN, "own_device", 404),
        (RAY, "supervisor_device", 404),
        (OPS, "own_device", 403),
    ],
)
def test_nobody_else_gives_the_reps_word(proposed: Floor, who: str, via: str, status: int) -> None:
    assert proposed.put(who, f"{PATH}/confirmation", {"via": via}).status_code == status


def test_a_promise_closes_by_being_seen_again(opened: Floor) -> None:
    looked = opened.put(INES, f"{PATH}/revisits/{named_id('look')}", {"outcome": "saw_it"})
    assert looked.get_json()["state"] == "kept"
    assert opened.types()[-2:] == ["commitment.revisited", "commitment.kept"]
    assert opened.feed()[-1]["data"]["seen_on"] == "2026-11-18"


def test_the_day_it_was_seen_is_the_day_at_the_reps_site(floor: Floor, clock: MovableClock) -> None:
    floor.put(RAY, PATH, {"rep_id": GITA, "practice": "Recap", "due_on": "2026-11-20"})
    floor.put(GITA, f"{PATH}/confirmation", {"via": "own_device"})
    clock.pass_time(hours=20)  # 06:00 on the 19th in UTC, 23:00 on the 18th in Phoenix
    floor.put(RAY, f"{PATH}/revisits/{named_id('look')}", {"outcome": "saw_it"})
    assert floor.feed()[-1]["data"]["seen_on"] == "2026-11-18"


def test_partly_and_not_yet_leave_it_open(opened: Floor) -> None:
    for outcome in ("partly", "not_yet"):
        looked = opened.put(INES, f"{PATH}/revisits/{named_id(outcome)}", {"outcome": outcome})
        assert looked.get_json()["state"] == "open"


def test_it_must_be_confirmed_before_it_can_be_looked_at(proposed: Floor) -> None:
    refused = proposed.put(INES, f"{PATH}/revisits/{named_id('look')}", {"outcome": "saw_it"})
    assert refused.status_code == 409
    assert "confirmed" in refused.get_json()["rule"]


def test_a_renewal_is_a_new_revision_that_the_rep_confirms(opened: Floor, clock: MovableClock) -> None:
    clock.pass_time(hours=1)
    renewed = opened.put(INES, f"{PATH}/renewals/{named_id('r')}", {"due_on": "2026-11-27", "reason": "She was ill"})
    assert (renewed.get_json()["state"], renewed.get_json()["revision"]) == ("proposed", 2)
    confirmed = opened.put(AMARA, f"{PATH}/confirmation", {"via": "own_device", "revision": 2})
    assert (confirmed.status_code, confirmed.get_json()["state"]) == (201, "open")


def test_an_answer_to_the_old_date_does_not_confirm_the_new_one(opened: Floor, clock: MovableClock) -> None:
    clock.pass_time(hours=1)
    opened.put(INES, f"{PATH}/renewals/{named_id('r')}", {"due_on": "2026-11-27", "reason": "She was ill"})
    repeated = opened.put(AMARA, f"{PATH}/confirmation", {"via": "own_device", "revision": 1})
    late = opened.put(AMARA, f"{PATH}/confirmation", {"via": "own_device", "occurred_at": "2026-11-18T10:01:00Z"})

    assert repeated.status_code == 422, "revision 1 was answered, in other words"
    assert late.status_code == 409


def test_declining_a_new_date_keeps_the_old_promise(opened: Floor) -> None:
    opened.put(INES, f"{PATH}/renewals/{named_id('r')}", {"due_on": "2026-11-27", "reason": "She was ill"})
    declined = opened.put(AMARA, f"{PATH}/decline", {"reason": "Friday is fine"})
    assert (declined.get_json()["state"], declined.get_json()["revision"]) == ("open", 1)

    again = opened.put(INES, f"{PATH}/renewals/{named_id('r2')}", {"due_on": "2026-11-30", "reason": "Really"})
    assert again.get_json()["revision"] == 3


def test_the_rep_may_decline_and_then_it_is_over(proposed: Floor) -> None:
    assert proposed.put(AMARA, f"{PATH}/decline", {"reason": "Not mine"}).get_json()["state"] == "declined"
    assert proposed.put(AMARA, f"{PATH}/confirmation", {"via": "own_device"}).status_code == 409


def test_the_rep_reports_practice_and_asks_to_move_the_date(opened: Floor) -> None:
    assert opened.put(AMARA, f"{PATH}/practice_reports/{named_id('p')}", {"text": "Four calls"}).status_code == 201
    asked = opened.put(AMARA, f"{PATH}/renewal_requests/{named_id('a')}", {"due_on": "2026-11-25", "reason": "Holiday"})
    assert (asked.status_code, asked.get_json()["state"]) == (201, "open")


@pytest.mark.parametrize("outcome", ["not_kept", "released"])
def test_the_supervisor_closes_it_with_a_reason(opened: Floor, outcome: str) -> None:
    assert opened.put(INES, f"{PATH}/closure", {"outcome": outcome}).status_code == 422
    closed = opened.put(INES, f"{PATH}/closure", {"outcome": outcome, "reason": "New process"})
    assert closed.get_json()["state"] == outcome
    assert opened.put(AMARA, f"{PATH}/practice_reports/{named_id('p')}", {}).status_code == 409


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"due_on": "2026-11-17"}, "due_on"),
        ({"due_on": "2027-11-20"}, "due_on"),
        ({"due_on": "0001-01-01"}, "due_on"),
        ({"due_on": "2026-11-31"}, "due_on"),
        ({"practice": ""}, "practice"),
        ({"measure": {"signal": "csat", "comparison": "near", "target": 4}}, "measure.comparison"),
        ({"measure": {"signal": "csat", "comparison": "at_least", "target": 1e300}}, "measure.target"),
        ({"observation_id": named_id("none")}, "observation_id"),
    ],
)
def test_it_names_the_field_that_is_not_right(floor: Floor, changes: dict[str, Any], field: str) -> None:
    body = {"rep_id": AMARA, "practice": "Let the customer finish", "due_on": "2026-11-20", **changes}
    refused = floor.put(INES, PATH, body)
    assert refused.status_code == 422
    assert field in refused.get_json()["errors"]


def test_today_at_the_site_is_not_too_late(floor: Floor, clock: MovableClock) -> None:
    clock.pass_time(hours=20)
    body = {"rep_id": GITA, "practice": "Recap", "due_on": "2026-11-18"}
    assert floor.put(RAY, PATH, body).status_code == 201, "it is still the 18th in Phoenix"
