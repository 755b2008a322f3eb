"""Where nobody can be told at a level, the ladder goes on to the next at once, and says why."""

from __future__ import annotations

from datetime import datetime, timedelta

from contracts.alerts import Acknowledged, Escalated
from services.eventlog.database import writing
from services.followup.channels.register import remove
from tests.followup.cast import Floor, named
from tests.followup.channels.receivers import Letterbox, PostOffice
from tests.followup.deliveries.postroom import Postroom, hours
from tests.followup.deliveries.test_deliveries import MONDAY_MORNING, alert_ids, late, said
from tests.followup.desk import Desk

SOON = MONDAY_MORNING + timedelta(seconds=1)


def escalations(desk: Desk) -> list[tuple[int, datetime, bool]]:
    return [
        (event.data["level"], event.time, bool(event.data.get("unreached")))
        for event in desk.own_events
        if event.type == Escalated.TYPE
    ]


def test_it_moves_on_at_once_when_the_only_delivery_is_dead(
    desk: Desk, floor: Floor, room: Postroom, office: PostOffice
) -> None:
    room.mail(levels=[1, 2])
    office.says["sam@example.com"] = "550 no such mailbox"
    late(floor)
    room.look_and_deliver(MONDAY_MORNING)
    assert escalations(desk) == []
    room.look_and_deliver(SOON)
    assert escalations(desk) == [(2, MONDAY_MORNING, True)]
    assert [mail["To"] for mail in office.mails] == ["mona@example.com"]


def test_it_waits_as_long_as_another_channel_may_still_arrive(
    desk: Desk, floor: Floor, room: Postroom, office: PostOffice, box: Letterbox
) -> None:
    room.mail(levels=[1])
    room.hook(levels=[1])
    office.says["sam@example.com"] = "550 no such mailbox"
    box.answers = [(500, {}), (400, {})]
    late(floor)
    room.look_and_deliver(MONDAY_MORNING)
    room.look_and_deliver(SOON)
    assert (sorted(room.states()), escalations(desk)) == (["dead", "failed"], [])
    at = MONDAY_MORNING + timedelta(seconds=10)
    room.deliver(at)
    room.look_and_deliver(at + timedelta(seconds=1))
    assert escalations(desk) == [(2, at, True)]


def test_one_who_was_told_is_enough(
    desk: Desk, floor: Floor, room: Postroom, office: PostOffice, box: Letterbox
) -> None:
    room.mail(levels=[1])
    room.hook(levels=[1])
    office.says["sam@example.com"] = "550 no such mailbox"
    late(floor)
    room.look_and_deliver(MONDAY_MORNING)
    room.look_and_deliver(SOON)
    assert (sorted(room.states()), escalations(desk)) == (["dead", "sent"], [])


def test_it_goes_up_to_the_end_of_the_ladder_and_stays_there(
    desk: Desk, floor: Floor, room: Postroom, box: Letterbox
) -> None:
    room.hook()
    box.answers = [(400, {})] * 3
    late(floor)
    for second in range(5):
        room.look_and_deliver(MONDAY_MORNING + timedelta(seconds=second))
    assert [(level, unreached) for level, _, unreached in escalations(desk)] == [(2, True), (3, True)]
    assert room.states() == ["dead", "dead", "dead"]


def test_all_that_waited_for_a_channel_that_is_gone_move_on(
    desk: Desk, floor: Floor, room: Postroom, box: Letterbox
) -> None:
    room.hook(levels=[1])
    late(floor, "alice", "bob")
    box.answers = [(410, {})]
    room.look_and_deliver(MONDAY_MORNING)
    desk.look(SOON)
    assert [(level, unreached) for level, _, unreached in escalations(desk)] == [(2, True), (2, True)]


def test_what_no_channel_was_to_tell_waits_for_its_time(desk: Desk, floor: Floor, room: Postroom) -> None:
    room.hook(levels=[1])
    late(floor)
    desk.look(MONDAY_MORNING)
    with writing(desk.engine) as connection:
        remove(connection, named("hook"))
    room.deliver()
    desk.look(SOON)
    assert escalations(desk) == []


def test_a_reminder_that_reached_nobody_makes_nothing_late(
    desk: Desk, floor: Floor, room: Postroom, office: PostOffice
) -> None:
    room.mail()
    office.says["alice@example.com"] = "550 no such mailbox"
    late(floor)
    room.look_and_deliver(MONDAY_MORNING - timedelta(days=3))
    room.look_and_deliver(MONDAY_MORNING - timedelta(days=3) + timedelta(seconds=1))
    assert (room.states(), escalations(desk)) == (["dead"], [])


def test_it_moves_past_no_acknowledgement(desk: Desk, floor: Floor, room: Postroom, box: Letterbox) -> None:
    room.hook(levels=[1])
    late(floor)
    desk.look(MONDAY_MORNING)
    until = MONDAY_MORNING + hours(24)
    box.answers = [(500, {}), (400, {})]
    room.deliver(MONDAY_MORNING)
    taken = Acknowledged(alert_id=alert_ids(desk)[0], acknowledgement_id=named("ack"), until=until)
    said(desk, taken, SOON)
    room.look_and_deliver(MONDAY_MORNING + hours(1))
    assert (room.states(), escalations(desk)) == (["withdrawn"], [])


def test_the_trail_says_why_it_climbed(desk: Desk, floor: Floor, room: Postroom, box: Letterbox) -> None:
    room.hook()
    box.answers = [(400, {})]
    late(floor)
    room.look_and_deliver(MONDAY_MORNING)
    room.look_and_deliver(SOON)
    trail = desk.ask("olga", f"/v1/alerts/{alert_ids(desk)[0]}").body["trail"]
    assert [step["level"] for step in trail if step.get("unreached")] == [2]
