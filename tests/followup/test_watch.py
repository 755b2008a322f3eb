"""Who is told that a promise is late: once, dated when it fell due, and quiet again as soon as it is not."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from contracts.alerts import Raised
from services.eventlog.database import reading
from services.followup.tables.alerts import alerts
from services.followup.tables.watch import watch_queue
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk, london

FRIDAY = "2026-11-20"
SATURDAY = "2026-11-21T00:00:00+00:00"


def raised(desk: Desk) -> list[tuple[str, str]]:
    """Reason and beginning of every alert that is open and no mere reminder."""
    late = alerts.c.state == "raised", alerts.c.level > 0
    query = select(alerts.c.id, alerts.c.reason).where(*late).order_by(alerts.c.began_at)
    with reading(desk.engine) as connection:
        found = connection.execute(query).all()
    began = {event.data["alert_id"]: event.data["began_at"] for event in desk.own_events if event.type == Raised.TYPE}
    return [(row.reason, began[row.id]) for row in found]


def test_nobody_but_whoever_owes_is_told_before_the_due_day_is_over(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    desk.look(london("2026-11-19", "23:59"))
    assert desk.happened() == []
    desk.look(london(FRIDAY, "23:59"))
    assert desk.happened() == [("alert.raised", f"{FRIDAY}T00:00:00+00:00")]
    assert desk.own_events[0].data["level"] == 0


def test_it_tells_at_midnight_who_owes_and_dates_it_when_it_fell_due(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    desk.look(london("2026-11-23", "08:30"))
    assert desk.happened() == [("commitment.fell_overdue", SATURDAY), ("alert.raised", SATURDAY)]
    event = desk.own_events[1]
    assert event.data["about"] == f"commitment/{named('finish')}"
    assert (event.data["reason"], event.data["revision"], event.data["level"]) == ("rep_owes", 1, 1)
    assert (event.data["rep_id"], event.data["team_id"]) == (named("alice"), named("north"))
    assert event.partitionkey == named("alice")
    assert event.recordedtime == london("2026-11-23", "08:30")


def test_it_tells_only_once_however_often_it_looks(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    for hour in range(72):
        desk.look(london("2026-11-20", "12:00") + timedelta(hours=hour))
    assert [kind for kind, _ in desk.happened()] == ["alert.raised", "commitment.fell_overdue", "alert.escalated"]


def test_once_practice_is_reported_the_supervisor_owes_from_that_moment(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    desk.look(london("2026-11-21", "09:00"))
    floor.at("2026-11-21T10:00:00+00:00").practised("finish")
    desk.look(london("2026-11-21", "11:00"))
    assert desk.happened()[2:] == [
        ("alert.resolved", "2026-11-21T10:00:00+00:00"),
        ("alert.raised", "2026-11-21T10:00:00+00:00"),
    ]
    assert raised(desk) == [("supervisor_owes", "2026-11-21T10:00:00Z")]


def test_it_is_the_reps_turn_again_after_partly_and_not_yet(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    floor.practised("finish")
    desk.look(london("2026-11-21", "09:00"))
    assert raised(desk) == [("supervisor_owes", "2026-11-21T00:00:00Z")]
    floor.at("2026-11-21T10:00:00+00:00").looked("finish", "partly")
    desk.look(london("2026-11-21", "11:00"))
    assert raised(desk) == [("rep_owes", "2026-11-21T10:00:00Z")]


def test_it_goes_quiet_when_the_promise_is_kept(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    desk.look(london("2026-11-21", "09:00"))
    floor.at("2026-11-23T10:00:00+00:00").kept("finish", "2026-11-23")
    desk.look(london("2026-11-23", "11:00"))
    assert raised(desk) == []
    assert desk.happened()[-1] == ("alert.resolved", "2026-11-23T10:00:00+00:00")


def test_a_revisit_made_in_time_that_arrives_late_makes_it_go_quiet_too(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    desk.look(london("2026-11-23", "09:00"))
    floor.at("2026-11-20T16:00:00+00:00").kept("finish", FRIDAY)
    desk.look(london("2026-11-23", "11:00"))
    assert raised(desk) == []
    assert desk.happened()[-1] == ("alert.resolved", SATURDAY)


def test_a_renewal_makes_it_go_quiet_when_the_rep_confirms_it(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    desk.look(london("2026-11-21", "09:00"))
    floor.at("2026-11-21T10:00:00+00:00").renewed("finish", "2026-11-27", revision=2)
    desk.look(london("2026-11-21", "11:00"))
    assert raised(desk) == [("rep_owes", "2026-11-21T00:00:00Z")]
    floor.at("2026-11-21T12:00:00+00:00").confirmed("finish")
    desk.look(london("2026-11-21", "13:00"))
    assert raised(desk) == []
    desk.look(london("2026-11-28", "09:00"))
    assert raised(desk) == [("rep_owes", "2026-11-28T00:00:00Z")]
    assert [event.data.get("revision") for event in desk.own_events] == [1, 1, None, 2, 2]


def test_a_declined_renewal_leaves_the_promise_late_as_it_was(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    desk.look(london("2026-11-21", "09:00"))
    floor.at("2026-11-21T10:00:00+00:00").renewed("finish", "2026-11-27", revision=2)
    floor.declined("finish")
    desk.look(london("2026-11-21", "11:00"))
    assert raised(desk) == [("rep_owes", "2026-11-21T00:00:00Z")]
    assert len(desk.happened()) == 2


def test_a_renewal_that_is_offered_in_time_lets_nothing_fall_overdue_until_it_is_declined(
    desk: Desk, floor: Floor
) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    floor.at("2026-11-19T10:00:00+00:00").renewed("finish", "2026-11-27", revision=2)
    desk.look(london("2026-11-21", "09:00"))
    assert desk.happened() == []
    floor.at("2026-11-21T10:00:00+00:00").declined("finish")
    desk.look(london("2026-11-21", "11:00"))
    assert raised(desk) == [("rep_owes", "2026-11-21T00:00:00Z")]


def test_it_goes_quiet_when_the_promise_is_released_or_the_rep_has_left(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    floor.open_promise("listen", "bob", FRIDAY)
    desk.look(london("2026-11-21", "09:00"))
    floor.at("2026-11-23T10:00:00+00:00").released("finish")
    floor.left("bob", "2026-11-24")
    desk.look(london("2026-11-24", "23:00"))
    assert raised(desk) == [("rep_owes", "2026-11-21T00:00:00Z")]
    desk.look(london("2026-11-25", "00:00"))
    assert raised(desk) == []
    assert desk.happened()[-1] == ("alert.resolved", "2026-11-25T00:00:00+00:00")


def test_it_goes_quiet_when_the_calendar_moves_the_due_day_and_speaks_again_when_it_moves_back(
    desk: Desk, floor: Floor
) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    desk.look(london("2026-11-21", "09:00"))
    floor.at("2026-11-21T10:00:00+00:00").absent("alice", "2026-11-18", "2026-11-24")
    desk.look(london("2026-11-21", "11:00"))
    assert raised(desk) == []
    floor.at("2026-11-21T12:00:00+00:00").back("alice")
    desk.look(london("2026-11-21", "13:00"))
    assert raised(desk) == [("rep_owes", "2026-11-21T00:00:00Z")]
    assert [kind for kind, _ in desk.happened()].count("commitment.fell_overdue") == 1
    floor.later(minutes=1).team("north", manager="mona", holidays=(date(2026, 11, 20), date(2026, 11, 23)))
    desk.look(london("2026-11-21", "14:00"))
    assert raised(desk) == []
    desk.look(london("2026-11-25", "00:00"))
    assert raised(desk) == [("rep_owes", "2026-11-25T00:00:00Z")]


def test_it_tells_of_a_promise_that_was_not_answered_for_three_working_days(desk: Desk, floor: Floor) -> None:
    floor.proposed("finish", "alice", "2026-12-04")
    desk.look(london("2026-11-19", "23:59"))
    assert raised(desk) == []
    desk.look(london("2026-11-20", "00:00"))
    assert raised(desk) == [("unconfirmed", "2026-11-20T00:00:00Z")]
    floor.at("2026-11-20T10:00:00+00:00").confirmed("finish")
    desk.look(london("2026-11-20", "11:00"))
    assert raised(desk) == []


def test_a_promise_that_was_confirmed_after_its_day_is_overdue_at_once(desk: Desk, floor: Floor) -> None:
    floor.proposed("finish", "alice", FRIDAY)
    desk.look(london("2026-11-23", "09:00"))
    assert [reason for reason, _ in raised(desk)] == ["unconfirmed"]
    floor.at("2026-11-23T10:00:00+00:00").confirmed("finish")
    desk.look(london("2026-11-23", "11:00"))
    assert raised(desk) == [("rep_owes", "2026-11-21T00:00:00Z")]


def test_it_waits_while_the_read_model_is_behind_and_ticks_anyway_after_a_quarter_of_an_hour(
    desk: Desk, floor: Floor
) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    desk.catch_up()
    night = london("2026-11-21", "03:00")
    desk.system.seconds += 31
    assert not desk.watch.watch_once(night)
    assert desk.happened() == []
    desk.system.seconds += 16 * 60
    assert desk.watch.watch_once(night)
    assert len(desk.happened()) == 2


def test_it_does_not_tick_on_old_facts_right_after_the_product_was_started_again(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    desk.catch_up()
    floor.kept("finish", FRIDAY)
    desk.system.seconds += 3 * 86_400
    assert not desk.watch.watch_once(london("2026-11-23", "09:00"))
    desk.look(london("2026-11-23", "09:00"))
    assert desk.happened() == []


def test_it_catches_up_after_downtime_dating_each_when_it_fell_due(desk: Desk, floor: Floor) -> None:
    for day in range(17, 21):
        floor.open_promise(f"promise {day}", "alice", f"2026-11-{day}")
    desk.look(london("2026-12-07", "09:00"))
    fell = [when for kind, when in desk.happened() if kind == "commitment.fell_overdue"]
    assert fell == [f"2026-11-{day}T00:00:00+00:00" for day in range(18, 22)]


def test_it_forgets_what_is_closed_and_knows_when_to_look_again(desk: Desk, floor: Floor) -> None:
    floor.open_promise("finish", "alice", FRIDAY)
    floor.open_promise("listen", "alice", FRIDAY)
    floor.kept("listen", "2026-11-16")
    desk.look()
    with reading(desk.engine) as connection:
        queued = connection.execute(select(watch_queue.c.subject, watch_queue.c.next_at)).all()
    due_day = london(FRIDAY).timestamp() * 1_000_000
    assert [tuple(row) for row in queued] == [(f"commitment/{named('finish')}", due_day)]
