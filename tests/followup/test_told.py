"""Who is told at which level."""

from __future__ import annotations

import pytest

from services.eventlog.database import reading
from services.followup.readmodel import generations
from services.followup.watch.alert_pages import one
from services.followup.watch.policy import DEFAULT_POLICY
from services.followup.watch.told import people_around, told
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, london


def told_at(desk: Desk, level: int, rep: str = "alice") -> list[tuple[str, str]]:
    """Who, and as what, about the alert of one rep."""
    alert_id = next(
        own.data["alert_id"] for own in desk.own_events if own.data.get("about") and own.partitionkey == named(rep)
    )
    with reading(desk.engine) as connection:
        live = generations.live(connection)
        alert = one(connection, live, alert_id)
        assert alert is not None
        found = told(alert, DEFAULT_POLICY, level, people_around(connection, live, [alert], desk.now))
    names = {named(name): name for name in ("alice", "dave", "sam", "quinn", "mona", "olga", "otto")}
    return [(names[one.person.id], one.audience) for one in found]


@pytest.fixture
def late(desk: Desk, floor: Floor) -> Desk:
    floor.open_promise("finish", "alice", "2026-11-17")
    desk.look(london("2026-11-20", "08:00"))
    return desk


def test_each_level_stands_for_people(late: Desk) -> None:
    assert told_at(late, 0) == [("alice", "owing")]
    assert told_at(late, 1) == [("sam", "supervisors")]
    assert told_at(late, 2) == [("mona", "manager")]
    assert told_at(late, 3) == [("olga", "ops")]
    assert told_at(late, 7) == []


def test_who_stands_in_for_a_team_is_told_after_its_own_supervisor(late: Desk, floor: Floor) -> None:
    floor.person("quinn", "south", "supervisor", also=["north"])
    floor.person("otto", None, "ops")
    late.look()
    assert told_at(late, 1) == [("sam", "supervisors"), ("quinn", "supervisors")]
    assert sorted(told_at(late, 3)) == [("olga", "ops"), ("otto", "ops")]


def test_the_supervisor_is_reminded_where_a_look_is_owed(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-17")
    floor.later(hours=1).practised("finish")
    desk.look(london("2026-11-17", "08:00"))
    assert told_at(desk, 0) == [("sam", "owing")]


def test_where_a_level_stands_for_nobody_the_next_is_told(desk: Desk, floor: Floor) -> None:
    floor.open_promise("greet", "dave", "2026-11-17", by="quinn")
    floor.left("quinn", "2026-11-17")
    desk.look(london("2026-11-18", "08:00"))
    assert told_at(desk, 1, "dave") == [("mona", "manager")]


def test_it_goes_with_the_rep_to_the_new_team(late: Desk, floor: Floor) -> None:
    floor.person("alice", "south")
    late.look()
    assert told_at(late, 1) == [("quinn", "supervisors")]
