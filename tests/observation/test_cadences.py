"""``/v1/reps/<id>/cadence``, and the sessions that plan themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.eventlog.database import reading
from services.observation.directory import cadences
from services.observation.house import House
from services.observation.planning import ACTOR, is_anything_due, plan_for, plan_next_once
from tests.observation.conftest import MovableClock
from tests.observation.floor import AMARA, HARBOUR, INES, MESA, OPS, RAY, Floor, named_id

PATH = f"/v1/reps/{AMARA}/cadence"
MONDAYS = {"every_weeks": 2, "weekday": 1, "at": "10:00", "minutes": 30}
NOTES = {"supervisor_notes": "Calmer", "rep_notes": {AMARA: "I listen"}, "none_needed_reason": "All is well"}


@pytest.fixture
def rhythm(floor: Floor) -> Floor:
    """Every second Monday at ten, from the 23rd of November on."""
    assert floor.put(INES, PATH, MONDAYS).status_code == 200
    return floor


def sessions(floor: Floor) -> list[tuple[str, str]]:
    """What happened to sessions, and when they are to begin."""
    events = [event for event in floor.feed() if event["subject"].startswith("session/")]
    return [(event["type"].rpartition(".")[2], event["data"].get("starts_at", "")) for event in events]


def let_it_plan(house: House, clock: MovableClock) -> None:
    while plan_next_once(house, clock()):
        pass
    assert not is_anything_due(house, clock())


def at(instant: str) -> datetime:
    return datetime.fromisoformat(instant).replace(tzinfo=UTC)


def next_id(floor: Floor) -> str:
    return str(
        [event for event in floor.feed() if event["type"].endswith("session.scheduled")][-1]["data"]["session_id"]
    )


def test_the_next_session_is_planned_at_once(rhythm: Floor) -> None:
    assert sessions(rhythm) == [("scheduled", "2026-11-23T10:00:00Z")]
    event = rhythm.feed()[-1]
    assert (event["actor"], event["partitionkey"], event["data"]["supervisor_id"]) == (ACTOR, AMARA, INES)
    assert event["data"]["cadence_on"] == "2026-11-23"


def test_the_answer_names_what_was_planned(floor: Floor) -> None:
    told = floor.put(INES, PATH, MONDAYS).get_json()
    assert told["next_session"] == {"id": next_id(floor), "starts_at": "2026-11-23T10:00:00Z"}
    assert told["position"] == floor.feed()[-1]["position"]


def test_a_rhythm_that_is_so_already_is_left_as_it_is(rhythm: Floor) -> None:
    assert rhythm.put(INES, PATH, MONDAYS).status_code == 200
    assert rhythm.types().count("cadence.set") == 1
    assert rhythm.put(INES, PATH, MONDAYS, If_Match='"7"').status_code == 412


@pytest.mark.parametrize(
    "changes",
    [{"every_weeks": 0}, {"every_weeks": 27}, {"weekday": 8}, {"at": "24:00"}, {"at": "9:30"}, {"minutes": 4}],
)
def test_it_refuses_a_rhythm_that_is_none(floor: Floor, changes: dict[str, Any]) -> None:
    refused = floor.put(INES, PATH, {**MONDAYS, **changes})
    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, list(changes))


@pytest.mark.parametrize(("who", "status"), [(AMARA, 403), (RAY, 404), (OPS, 403)])
def test_only_a_supervisor_of_the_team_sets_and_ends_it(rhythm: Floor, who: str, status: int) -> None:
    assert rhythm.put(who, PATH, MONDAYS).status_code == status
    assert rhythm.ask(who, "DELETE", PATH).status_code == status
    assert rhythm.put(INES, f"/v1/reps/{named_id('nobody')}/cadence", MONDAYS).status_code == 404


def test_a_next_one_appears_once_the_last_one_is_over(rhythm: Floor, house: House, clock: MovableClock) -> None:
    clock.now = at("2026-11-23T10:29:59")
    let_it_plan(house, clock)
    assert len(sessions(rhythm)) == 1
    clock.now = at("2026-11-23T10:30:00")
    let_it_plan(house, clock)
    assert sessions(rhythm)[-1] == ("scheduled", "2026-12-07T10:00:00Z")


@pytest.mark.parametrize("outcome", [{"outcome": "held", **NOTES}, {"outcome": "missed"}, {"outcome": "cancelled"}])
def test_a_session_with_an_outcome_makes_room_for_the_next(
    rhythm: Floor, house: House, clock: MovableClock, outcome: dict[str, Any]
) -> None:
    rhythm.put(INES, f"/v1/sessions/{next_id(rhythm)}/outcome", outcome)
    let_it_plan(house, clock)
    assert sessions(rhythm)[-1] == ("scheduled", "2026-12-07T10:00:00Z"), "of that date it was the only one"


def test_it_stays_at_its_time_on_the_wall_across_a_change_of_the_clock(
    floor: Floor, house: House, clock: MovableClock
) -> None:
    clock.now = at("2027-03-15T12:00:00")
    floor.put(INES, PATH, {**MONDAYS, "every_weeks": 1})
    clock.now = at("2027-03-22T10:30:00")
    let_it_plan(house, clock)
    assert [starts for _, starts in sessions(floor)] == ["2027-03-22T10:00:00Z", "2027-03-29T09:00:00Z"]


def test_an_absence_moves_what_is_planned_and_its_end_brings_it_back(
    rhythm: Floor, house: House, clock: MovableClock
) -> None:
    absence = f"/v1/people/{AMARA}/absences/{named_id('flu')}"
    rhythm.put(INES, absence, {"from_on": "2026-11-23", "to_on": "2026-11-24"})
    let_it_plan(house, clock)
    assert sessions(rhythm)[-1] == ("rescheduled", "2026-11-25T10:00:00Z")
    rhythm.ask(INES, "DELETE", absence)
    let_it_plan(house, clock)
    assert sessions(rhythm)[-1] == ("rescheduled", "2026-11-23T10:00:00Z")


def test_a_holiday_of_the_team_moves_what_is_planned(rhythm: Floor, house: House, clock: MovableClock) -> None:
    team = {"name": "Harbour", "site": "Leeds", "timezone": "Europe/London", "working_days": [1, 2, 3, 4, 5]}
    rhythm.must(f"/v1/teams/{HARBOUR}", **team, holidays=["2026-11-23"])
    let_it_plan(house, clock)
    assert sessions(rhythm)[-1] == ("rescheduled", "2026-11-24T10:00:00Z")


def test_what_was_moved_by_hand_stays_where_it_is(rhythm: Floor, house: House, clock: MovableClock) -> None:
    moved = {"starts_at": "2026-11-26T15:00:00Z", "minutes": 30}
    rhythm.put(INES, f"/v1/sessions/{next_id(rhythm)}/schedule", moved)
    rhythm.put(INES, f"/v1/people/{AMARA}/absences/{named_id('flu')}", {"from_on": "2026-11-23", "to_on": "2026-11-27"})
    let_it_plan(house, clock)
    assert sessions(rhythm)[-1] == ("rescheduled", "2026-11-26T15:00:00Z")
    clock.now = at("2026-11-26T15:30:00")
    let_it_plan(house, clock)
    assert sessions(rhythm)[-1] == ("scheduled", "2026-12-07T10:00:00Z"), "the rhythm goes on from its date"


def test_another_rhythm_moves_what_is_planned(rhythm: Floor) -> None:
    rhythm.put(INES, PATH, {**MONDAYS, "weekday": 2, "at": "09:15"})
    assert sessions(rhythm)[-1] == ("rescheduled", "2026-11-24T09:15:00Z")


def test_the_end_of_a_rhythm_cancels_what_it_planned_and_a_new_one_begins_anew(rhythm: Floor) -> None:
    first = next_id(rhythm)
    assert rhythm.ask(INES, "DELETE", PATH).get_json()["next_session"] is None
    assert [what for what, _ in sessions(rhythm)] == ["scheduled", "cancelled"]
    assert rhythm.ask(INES, "DELETE", PATH).status_code == 200, "it is so already"
    rhythm.put(INES, PATH, MONDAYS)
    assert sessions(rhythm)[-1] == ("scheduled", "2026-11-23T10:00:00Z")
    assert next_id(rhythm) != first


def test_the_rhythm_of_a_rep_who_moves_passes_on_and_goes_by_the_new_sites_clock(
    rhythm: Floor, house: House, clock: MovableClock
) -> None:
    rhythm.person(AMARA, "Amara Okafor", ["rep"], MESA)
    let_it_plan(house, clock)
    assert sessions(rhythm)[-1] == ("rescheduled", "2026-11-23T17:00:00Z")
    assert rhythm.put(INES, PATH, MONDAYS).status_code == 404
    assert rhythm.put(RAY, PATH, {**MONDAYS, "weekday": 3}).status_code == 200


def test_who_leaves_has_no_session_after_the_last_day(rhythm: Floor, house: House, clock: MovableClock) -> None:
    rhythm.must(f"/v1/people/{AMARA}/departure", left_on="2026-11-20")
    let_it_plan(house, clock)
    assert [what for what, _ in sessions(rhythm)] == ["scheduled", "cancelled"]
    clock.now = at("2026-12-20T12:00:00")
    let_it_plan(house, clock)
    assert len(sessions(rhythm)) == 2
    assert rhythm.ask("svc:load", "DELETE", f"/v1/people/{AMARA}/departure").status_code == 200
    let_it_plan(house, clock)
    assert sessions(rhythm)[-1] == ("scheduled", "2026-12-21T10:00:00Z"), "who stays after all goes on"


def test_two_that_plan_at_once_plan_one_session(rhythm: Floor, house: House, clock: MovableClock) -> None:
    clock.now = at("2026-11-23T10:30:00")
    with reading(house.engine) as connection:
        as_it_was = cadences.cadence(connection, AMARA)
    assert as_it_was is not None
    plan_for(house, AMARA, clock())
    planned = sessions(rhythm)
    plan_for(house, AMARA, clock())
    assert sessions(rhythm) == planned
    with reading(house.engine) as connection:
        assert cadences.cadence(connection, AMARA) != as_it_was


def test_what_changes_while_it_is_looked_at_is_looked_at_again(
    rhythm: Floor, house: House, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody records an absence between the look and the plan."""
    clock.now = at("2026-11-23T10:30:00")
    append = house.log.append

    def slower(planned: Any) -> Any:
        monkeypatch.undo()
        flu = f"/v1/people/{AMARA}/absences/{named_id('flu')}"
        rhythm.put(INES, flu, {"from_on": "2026-12-07", "to_on": "2026-12-07"})
        return append(planned)

    monkeypatch.setattr(house.log, "append", slower)
    let_it_plan(house, clock)
    assert sessions(rhythm)[1:] == [("scheduled", "2026-12-08T10:00:00Z")]


def test_a_planned_session_cannot_be_planned_by_somebody_under_its_id(rhythm: Floor) -> None:
    body = {"rep_ids": [AMARA], "starts_at": "2026-11-23T10:00:00Z", "minutes": 30}
    assert rhythm.put(INES, f"/v1/sessions/{next_id(rhythm)}", body).status_code == 422


def test_a_session_planned_by_hand_has_nothing_to_do_with_the_rhythm(
    rhythm: Floor, house: House, clock: MovableClock
) -> None:
    body = {"rep_ids": [AMARA], "starts_at": "2026-11-23T12:00:00Z", "minutes": 30}
    rhythm.put(INES, f"/v1/sessions/{named_id('talk')}", body)
    rhythm.put(INES, f"/v1/sessions/{named_id('talk')}/outcome", {"outcome": "missed"})
    let_it_plan(house, clock)
    assert [what for what, _ in sessions(rhythm)] == ["scheduled", "scheduled", "missed"]
