"""People who move and leave, teams that change: who reads what then, what is still owed, and when it is due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from contracts import observations
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, london


def status(desk: Desk, who: str, part: str) -> int:
    return desk.ask(who, f"/v1/reps/{named('alice')}/{part}").status


def promises(desk: Desk, who: str, *roles: str, **query: Any) -> list[dict[str, Any]]:
    return desk.ask(who, "/v1/commitments", *roles, **query).items


def duties(desk: Desk, who: str) -> list[str]:
    return [item["kind"] for item in desk.ask(who, f"/v1/supervisors/{named(who)}/duties", "supervisor").items]


def alerts(desk: Desk, state: str = "raised,acknowledged,snoozed,escalated") -> list[dict[str, Any]]:
    return desk.ask("olga", "/v1/alerts", state=state).items


def walked(desk: Desk, who: str) -> list[str]:
    items = desk.ask(who, f"/v1/supervisors/{named(who)}/walk", "supervisor").items
    return sorted(item["name"] for item in items)


def a_history(floor: Floor) -> None:
    """A note that alice says was not so, and a promise she has practised."""
    floor.noted("first", "alice", share=True)
    floor.of_note(observations.ClarificationRequested, "first", by="alice", text={"text": "It was bob"})
    floor.open_promise("finish", "alice", "2026-11-18")
    floor.practised("finish")


def test_a_rep_who_moves_is_read_by_the_new_supervisor_alone_with_all_the_history(desk: Desk, floor: Floor) -> None:
    a_history(floor)
    desk.look()
    before = desk.ask("sam", f"/v1/reps/{named('alice')}/timeline").items
    floor.person("alice", "south")
    desk.look()
    assert {part: (status(desk, "sam", part), status(desk, "quinn", part)) for part in ("timeline", "card")} == {
        "timeline": (404, 200),
        "card": (404, 200),
    }
    assert desk.ask("quinn", f"/v1/reps/{named('alice')}/timeline").items == before
    assert (promises(desk, "sam"), len(promises(desk, "quinn"))) == ([], 1)


def test_what_is_owed_to_a_rep_who_moves_is_the_new_supervisors_to_do(desk: Desk, floor: Floor) -> None:
    a_history(floor)
    desk.look()
    assert sorted(duties(desk, "sam")) == ["clarification", "look"]
    floor.person("alice", "south")
    desk.look()
    assert duties(desk, "sam") == []
    assert sorted(duties(desk, "quinn")) == ["clarification", "look"]


def test_a_rep_who_leaves_owes_and_is_owed_nothing(desk: Desk, floor: Floor) -> None:
    a_history(floor)
    floor.left("alice", "2026-11-20")
    desk.look(london("2026-11-20", "23:00"))
    assert alerts(desk)
    assert "clarification" in duties(desk, "sam")
    desk.look(london("2026-11-21"))
    assert [promise["state"] for promise in promises(desk, "sam")] == ["released"]
    assert alerts(desk) == []
    assert {alert["state"] for alert in alerts(desk, "resolved")} == {"resolved"}
    assert duties(desk, "sam") == []
    assert "Alice" not in walked(desk, "sam")


def test_a_departure_that_is_taken_back_brings_back_what_was_owed(desk: Desk, floor: Floor) -> None:
    a_history(floor)
    floor.left("alice", "2026-11-20")
    desk.look(london("2026-11-23"))
    assert duties(desk, "sam") == []
    floor.at("2026-11-23T09:00:00+00:00").joined_again("alice", "north")
    desk.look(london("2026-11-23", "10:00"))
    assert sorted(duties(desk, "sam")) == ["clarification", "look"]


def test_a_supervisor_who_is_replaced_loses_the_team_and_what_is_owed_to_it(desk: Desk, floor: Floor) -> None:
    a_history(floor)
    floor.person("tess", "north", "supervisor")
    floor.person("sam", "south", "supervisor")
    desk.look(london("2026-11-20", "10:00"))
    assert (walked(desk, "tess"), walked(desk, "sam")) == (["Alice", "Bob", "Carol"], ["Dave"])
    assert sorted(duties(desk, "tess")) == ["clarification", "look"]
    assert status(desk, "sam", "timeline") == 404
    assert [alert["owing"]["name"] for alert in alerts(desk)] == ["Tess"]


def test_a_manager_without_a_team_of_their_own_walks_those_they_manage(desk: Desk, floor: Floor) -> None:
    desk.look()
    assert walked(desk, "mona") == ["Alice", "Bob", "Carol", "Dave"]
    floor.person("mona", "south", "supervisor")
    desk.look()
    assert walked(desk, "mona") == ["Dave"], "who has a team walks that"


@pytest.mark.parametrize(
    ("change", "due_day", "overdue_from"),
    [
        ({"working_days": (1, 2, 4, 5)}, "2026-11-19", "2026-11-20T00:00:00Z"),
        ({"holidays": (date(2026, 11, 18), date(2026, 11, 19))}, "2026-11-20", "2026-11-21T00:00:00Z"),
        ({"timezone": "America/Phoenix"}, "2026-11-18", "2026-11-19T07:00:00Z"),
    ],
)
def test_another_working_week_holiday_or_zone_moves_the_due_day_and_the_alert_with_it(
    desk: Desk, floor: Floor, change: dict[str, Any], due_day: str, overdue_from: str
) -> None:
    floor.open_promise("finish", "alice", "2026-11-18")
    desk.look(london("2026-11-19"))
    assert len(alerts(desk)) == 1
    floor.team("north", manager="mona", **change)
    desk.look(london("2026-11-19", "00:01"))
    (promise,) = promises(desk, "sam")
    assert (promise["due_day"], promise["overdue_from"]) == (due_day, overdue_from)
    assert alerts(desk) == [], "it is not late any more"
    desk.look(london("2026-11-21", "00:00"))
    assert [alert["began_at"] for alert in alerts(desk)] == [overdue_from]


def test_an_absence_moves_the_due_day_and_its_end_brings_it_back(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", "2026-11-18")
    floor.absent("alice", "2026-11-18", "2026-11-20")
    desk.look(london("2026-11-19"))
    assert [promise["due_day"] for promise in promises(desk, "sam")] == ["2026-11-23"]
    assert alerts(desk) == []
    floor.back("alice")
    desk.look(london("2026-11-19"))
    assert [promise["due_day"] for promise in promises(desk, "sam")] == ["2026-11-18"]
    assert len(alerts(desk)) == 1
