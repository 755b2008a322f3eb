"""Who is told and when, in words that can be changed; and the teams that are left in peace for a while."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.problems import INVALID, STALE
from tests.web import alert_room
from tests.web.cast import HARBOUR, QUAY
from tests.web.phone import Phone
from tests.web.services import Services

PAGE = "/ops/policy"

FORM: dict[str, Any] = {
    "team": "default",
    "version": "0",
    "grace": "0",
    "unseen": "",
    "after_2": "8",
    "after_3": "16",
    "work_from": "09:00",
    "work_until": "17:00",
    "quiet_from": "20:00",
    "quiet_until": "07:00",
    "tells_0": "owing",
    "tells_1": "supervisors",
    "tells_2": "manager",
    "tells_3": "ops",
    "per_hour": "20",
    "per_day": "60",
    "digest": "5",
    "after_new": "",
}
"""As the page has it."""


def ladder(services: Services) -> list[tuple[int, float, list[str]]]:
    """What was saved last."""
    rungs = services.writes["/v1/alert_policies/default"]["ladder"]
    return [(rung["level"], rung["after_hours"], rung["tells"]) for rung in rungs]


def test_it_says_who_is_told_when(dana: Phone) -> None:
    dana.open(PAGE)
    order = ["On the day", 'value="owing" checked', "Once it is late", 'value="supervisors" checked', "Level 2"]
    order += ['name="after_2" value="8"', 'value="manager" checked', 'name="after_3" value="16"', 'value="ops" checked']
    places = [dana.page.index(words) for words in order]
    assert places == sorted(places)


def test_it_saves_what_was_changed_and_leaves_the_rest(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    changed = {"after_2": "8", "after_3": "24", "grace": "15", "quiet_from": "", "quiet_until": "", "unseen": "10"}
    told = {"tells_2": ["supervisors", "manager"]}
    hours = {"work_from": "08:00", "work_until": "18:00", "per_hour": "6", "per_day": "24", "digest": "3"}
    answer = dana.send(PAGE, **{**FORM, **changed, **told, **hours})
    assert answer.status_code == 303
    body = services.writes["/v1/alert_policies/default"]
    assert [(rung["after_hours"], rung["tells"]) for rung in body["ladder"]][2:] == [
        (8.0, ["supervisors", "manager"]),
        (24.0, ["ops"]),
    ]
    assert (body["grace"], body["quiet_hours"], body["not_seen_after_days"]) == ({"minutes": 15}, None, 10)
    assert body["working_hours"] == {"from": "08:00", "until": "18:00"}
    assert (body["caps"], body["digest"]) == ({"per_hour": 6, "per_day": 24}, {"at_least": 3})


LADDER = [(0, 0.0, ["owing"]), (1, 0.0, ["supervisors"]), (2, 8.0, ["manager"]), (3, 16.0, ["ops"])]


@pytest.mark.parametrize(
    ("changed", "saved"),
    [
        ({}, LADDER),
        ({"tells_0": [], "tells_2": []}, [LADDER[1], LADDER[3]]),
        ({"after_new": "24", "tells_new": ["manager", "ops"]}, [*LADDER, (4, 24.0, ["manager", "ops"])]),
        (
            {"tells_2": [], "after_new": "4", "tells_new": "supervisors"},
            [*LADDER[:2], (2, 4.0, ["supervisors"]), LADDER[3]],
        ),
    ],
)
def test_it_takes_levels_out_of_the_ladder_and_puts_one_in(
    dana: Phone, services: Services, changed: dict[str, Any], saved: list[tuple[int, float, list[str]]]
) -> None:
    dana.open(PAGE)
    assert dana.send(PAGE, **{**FORM, **changed}).status_code == 303
    assert ladder(services) == saved


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"tells_1": []}, "Once it is late, somebody has to be told."),
        ({"after_2": "17"}, "No level comes before the one below it."),
        ({"after_new": "4", "tells_new": "ops"}, "No number between 2 and 9 is free for a level after so many hours."),
        ({"after_new": "40"}, "Say after how many hours the new level comes, and whom it tells."),
        ({"tells_new": "ops"}, "Say after how many hours the new level comes, and whom it tells."),
        ({"quiet_until": ""}, "Quiet hours need two times that differ, or none."),
        ({"work_until": "08:00"}, "A working day ends after it begins."),
        ({"per_day": "many"}, "A number is missing."),
    ],
)
def test_it_says_in_words_what_is_wrong_and_keeps_what_was_written(
    dana: Phone, services: Services, changed: dict[str, Any], said: str
) -> None:
    dana.open(PAGE)
    assert dana.send(PAGE, **{**FORM, "grace": "25", **changed}).status_code == 422
    assert said in dana.page
    assert 'name="grace" value="25"' in dana.page
    assert 'name="tells_1"' in dana.page
    assert "/v1/alert_policies/default" not in services.writes


def test_it_says_whose_policy_it_is(dana: Phone, services: Services) -> None:
    dana.open(f"{PAGE}?team={HARBOUR}")
    assert f"GET /v1/alert_policies/{HARBOUR}" in services.asked
    assert "This team has none of its own." in dana.page


def test_it_does_not_write_over_somebody_elses_change(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    services.refuse("/alert_policies/default", STALE)
    assert dana.send(PAGE, **FORM).status_code == 409
    assert "Somebody else has changed it meanwhile." in dana.page


def test_it_says_what_is_wrong_with_a_ladder(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    services.refuse("/alert_policies/default", INVALID, errors={"ladder.2.tells": ["Too short."]})
    assert dana.send(PAGE, **FORM).status_code == 422
    assert "Each level tells somebody" in dana.page
    services.refuse("/alert_policies/default", INVALID, errors={"caps.per_day": ["Too many."]})
    assert dana.send(PAGE, **FORM).status_code == 422
    assert "The limits are at least one message" in dana.page


def test_it_silences_a_team_and_ends_a_silence(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    assert "The chat floor moves" in dana.page
    entry = dana.form("/ops/silences").fields["entry"]
    dana.submit("/ops/silences", team=HARBOUR, until="2026-11-20", reason="Fire drill")
    assert services.writes[f"/v1/silences/{entry}"] == {
        "team_id": HARBOUR,
        "from": "2026-11-18",
        "until": "2026-11-20",
        "reason": "Fire drill",
    }
    assert "Silenced." in dana.page
    dana.submit(f"{alert_room.SILENCE}/end")
    assert "The silence is over." in dana.page
    assert "No team is silenced." in dana.page


def test_it_says_that_a_silence_was_not_taken(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    entry = dana.form("/ops/silences").fields["entry"]
    services.refuse(entry, INVALID, errors={"until": ["It ends before it begins."]})
    dana.submit("/ops/silences", team=QUAY, until="2026-11-01", reason="Fire drill")
    assert "It ends before it begins." in dana.page
    kept = dana.form("/ops/silences").fields
    assert (kept["until"], kept["reason"]) == ("2026-11-01", "Fire drill")
    assert f'value="{QUAY}" selected' in dana.page


def test_it_is_for_operations(ines: Phone) -> None:
    assert ines.open(PAGE).status_code == 403
    assert ines.send("/ops/silences", entry=alert_room.SILENCE).status_code == 403


def test_a_supervisor_is_reminded_kindly_of_what_is_for_today(ines: Phone, services: Services) -> None:
    ines.open("/due")
    assert "Today is the day" not in ines.page
    services.reminders = [alert_room.reminder()]
    ines.open("/due")
    assert "Today is the day" in ines.page
    assert "has a promise for today: a kind word may help" in ines.page


def test_a_rep_is_reminded_kindly_on_the_day(amara: Phone, services: Services) -> None:
    amara.open("/me/promises")
    assert "Today is the day" not in amara.page
    promise = next(
        one for one in services.promises if one["state"] in {"open", "due_soon", "overdue"} and one["owed_by"] == "rep"
    )
    promise.update(state="due_soon", due_on="2026-11-18", due_day="2026-11-18")
    amara.open("/me/promises")
    assert "You promised this for today." in amara.page
