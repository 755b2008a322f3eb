"""What cannot be applied is set aside with its rep; everybody else goes on."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from contracts import observations
from services.eventlog.database import reading
from services.followup.parking import listing
from services.followup.progress import read_progress
from services.followup.projection.event_types import APPLY
from services.followup.projection.working_set import NotProjected, WorkingSet
from services.followup.readmodel import generations
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, london


def parked(desk: Desk) -> list[tuple[str, str]]:
    with reading(desk.engine) as connection:
        generation = generations.live(connection).number
        return [(one.type.removeprefix("floorwalk."), one.partitionkey) for one in listing(connection, generation)]


def notes(desk: Desk) -> set[str]:
    with reading(desk.engine) as connection:
        return set(connection.execute(select(generations.live(connection).observations.c.id)).scalars())


def break_last(floor: Floor) -> None:
    """Take from the last event what it cannot do without."""
    del floor.events[-1]["data"]["kind"]


def test_an_event_that_cannot_be_applied_holds_back_its_rep_and_nobody_else(desk: Desk, floor: Floor) -> None:
    floor.noted("first", "alice")
    floor.noted("broken", "alice")
    break_last(floor)
    floor.of_note(observations.Acknowledged, "first", by="alice")
    floor.noted("of bob", "bob")
    floor.noted("later", "alice")
    desk.catch_up()
    assert notes(desk) == {named("first"), named("of bob")}
    assert parked(desk) == [
        ("observation.recorded", named("alice")),
        ("observation.acknowledged", named("alice")),
        ("observation.recorded", named("alice")),
    ]
    with reading(desk.engine) as connection:
        progress = read_progress(connection)
    assert (progress.position, progress.head, progress.parked) == (len(floor.events), len(floor.events), 1)


def test_it_says_what_is_wrong_without_a_word_of_anybody(desk: Desk, floor: Floor) -> None:
    floor.noted("broken", "alice", quote="You people never listen")
    break_last(floor)
    desk.catch_up()
    with reading(desk.engine) as connection:
        (one,) = listing(connection, generations.live(connection).number)
    assert one.reason == "KeyError: 'kind'"


def test_what_was_parked_is_applied_in_order_once_the_code_is_mended(
    desk: Desk, floor: Floor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(work: WorkingSet, event: dict[str, Any]) -> None:
        raise NotProjected("a fault in the code")

    floor.noted("first", "alice")
    floor.of_note(observations.Acknowledged, "first", by="alice")
    floor.noted("second", "alice")
    with monkeypatch.context() as broken:
        broken.setitem(APPLY, observations.Recorded.TYPE, fail)
        desk.catch_up()
        with pytest.raises(NotProjected):
            desk.projector.replay_parked(named("alice"))
        assert len(parked(desk)) == 3
    assert desk.projector.replay_parked(named("alice"))
    assert parked(desk) == []
    assert not desk.projector.replay_parked(named("alice"))
    floor.noted("third", "alice")
    desk.catch_up()
    assert notes(desk) == {named("first"), named("second"), named("third")}


def test_nobody_is_alerted_about_a_rep_whose_events_wait(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-20")
    floor.open_promise("listen", "bob", "2026-11-20")
    desk.catch_up()
    floor.noted("broken", "alice")
    break_last(floor)
    floor.kept("finish", "2026-11-20")
    desk.look(london("2026-11-21", "09:00"))
    assert {event.partitionkey for event in desk.own_events} == {named("bob")}


def test_a_team_with_a_zone_that_does_not_exist_is_parked_and_its_reps_live_by_utc(desk: Desk, floor: Floor) -> None:
    floor.team("west", timezone="Mars/Olympus")
    floor.person("erin", "west")
    floor.noted("first", "erin")
    desk.catch_up()
    assert parked(desk) == [("team.formed", named("west"))]
    assert notes(desk) == {named("first")}


def test_a_value_the_database_refuses_is_the_events_fault(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-20")
    floor.events[-2]["data"]["revision"] = 2**63
    floor.noted("of bob", "bob")
    desk.catch_up()
    assert [kind for kind, _ in parked(desk)] == ["commitment.proposed", "commitment.confirmed"]
    assert notes(desk) == {named("of bob")}
