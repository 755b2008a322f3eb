"""What is late reaches whoever is to act on it, once, at a decent hour, and no longer than it is late."""

from __future__ import annotations

from datetime import datetime, timedelta

import orjson
import pytest

from contracts.alerts import Acknowledged, Snoozed
from contracts.definition import Event
from contracts.deliveries import Dead, Sent
from contracts.instants import from_micros
from services.eventlog.appending import Append, NewEvent
from services.followup.deliveries.leasing import LEASE_SECONDS
from services.followup.deliveries.retrying import WAITS, wait_after
from tests.followup.cast import Floor, named
from tests.followup.channels.receivers import Letterbox, PostOffice
from tests.followup.deliveries.postroom import Postroom, hours
from tests.followup.desk import Desk, london

FRIDAY = "2026-11-20"
MONDAY_MORNING = london("2026-11-23", "08:30")


def late(floor: Floor, *reps: str) -> None:
    """A promise of each, due on Friday and not practised."""
    for rep in reps or ("alice",):
        floor.open_promise(f"finish-{rep}", rep, FRIDAY)


def receivers_of(office: PostOffice) -> list[str]:
    return [mail["To"] for mail in office.mails]


def alert_ids(desk: Desk) -> list[str]:
    return [event.data["alert_id"] for event in desk.own_events if event.type == "floorwalk.alert.raised"]


def said(desk: Desk, event: Event, at: datetime) -> None:
    """Somebody did something about an alert."""
    new = NewEvent(
        event,
        id=named(f"{event.TYPE}{at}"),
        time=at,
        partitionkey=named("alice"),
        actor=named("sam"),
        correlationid=named("request"),
    )
    desk.log.append(Append([new]))


def test_each_level_is_told_to_those_whom_the_policy_names(
    desk: Desk, floor: Floor, room: Postroom, office: PostOffice
) -> None:
    room.mail()
    late(floor)
    room.look_and_deliver(london(FRIDAY, "09:00"))
    assert receivers_of(office) == ["alice@example.com"]
    room.look_and_deliver(MONDAY_MORNING)
    assert receivers_of(office)[1:] == ["sam@example.com"]
    room.look_and_deliver(london("2026-11-24", "18:00"))
    assert sorted(receivers_of(office)[2:]) == ["mona@example.com", "olga@example.com"]
    assert set(room.states()) == {"sent"}


def test_it_is_told_once_however_often_it_is_planned_and_looked_for(
    desk: Desk, floor: Floor, room: Postroom, office: PostOffice
) -> None:
    room.mail(levels=[1])
    late(floor)
    for minute in range(5):
        room.look_and_deliver(MONDAY_MORNING + timedelta(minutes=minute))
    assert receivers_of(office) == ["sam@example.com"]


def test_each_delivery_leaves_a_fact_that_holds_no_text(desk: Desk, floor: Floor, room: Postroom) -> None:
    room.hook()
    late(floor)
    room.look_and_deliver(MONDAY_MORNING)
    [fact] = [event for event in desk.own_events if event.type == Sent.TYPE]
    [row] = room.rows()
    assert fact.data == {
        "delivery_id": row.id,
        "message_id": row.id,
        "alert_id": alert_ids(desk)[0],
        "level": 1,
        "channel_id": named("hook"),
        "attempts": 1,
    }


def test_a_channel_hears_of_its_levels_and_teams_only(desk: Desk, floor: Floor, room: Postroom, box: Letterbox) -> None:
    room.hook(teams=["south"])
    room.hook(levels=[3], name="third")
    late(floor, "alice", "dave")
    room.look_and_deliver(MONDAY_MORNING)
    told = [orjson.loads(body)["data"]["alerts"][0]["rep_id"] for _, body in box.requests]
    assert told == [named("dave")]


def test_fixed_addresses_are_told_instead_of_people(floor: Floor, room: Postroom, office: PostOffice) -> None:
    room.mail("desk@example.com", "night@example.com", levels=[1])
    late(floor)
    room.look_and_deliver(MONDAY_MORNING)
    assert sorted(receivers_of(office)) == ["desk@example.com", "night@example.com"]


def test_quiet_hours_put_it_off_to_the_morning_of_the_site(floor: Floor, room: Postroom, office: PostOffice) -> None:
    room.mail(levels=[1])
    late(floor)
    midnight = london("2026-11-21", "00:00")
    room.look_and_deliver(midnight)
    assert receivers_of(office) == []
    room.deliver(london("2026-11-21", "06:59"))
    assert receivers_of(office) == []
    room.deliver(london("2026-11-21", "07:00"))
    assert receivers_of(office) == ["sam@example.com"]


def test_what_is_settled_meanwhile_is_told_to_nobody(
    desk: Desk, floor: Floor, room: Postroom, office: PostOffice
) -> None:
    room.mail(levels=[1])
    late(floor)
    room.look_and_deliver(london("2026-11-21", "00:00"))
    floor.at("2026-11-21T00:30:00+00:00").kept("finish-alice", "2026-11-21")
    room.look_and_deliver(london("2026-11-21", "08:00"))
    assert receivers_of(office) == []
    assert room.states() == ["withdrawn"]


def test_what_somebody_has_in_hand_is_told_to_nobody(
    desk: Desk, floor: Floor, room: Postroom, office: PostOffice
) -> None:
    room.mail(levels=[1])
    late(floor)
    desk.look(MONDAY_MORNING)
    until = MONDAY_MORNING + hours(24)
    said(desk, Acknowledged(alert_id=alert_ids(desk)[0], acknowledgement_id=named("ack"), until=until), MONDAY_MORNING)
    room.deliver()
    assert (receivers_of(office), room.states()) == ([], ["withdrawn"])


def test_a_level_that_is_reached_while_the_one_before_is_in_hand_is_told_afterwards_if_it_is_still_late(
    desk: Desk, floor: Floor, room: Postroom, office: PostOffice
) -> None:
    room.mail()
    late(floor)
    friday = london(FRIDAY, "09:00")
    room.look_and_deliver(friday)
    until = london("2026-11-23", "09:00")
    said(desk, Acknowledged(alert_id=alert_ids(desk)[0], acknowledgement_id=named("ack"), until=until), friday)
    room.look_and_deliver(MONDAY_MORNING)
    assert receivers_of(office) == ["alice@example.com"]
    room.look_and_deliver(until)
    assert receivers_of(office) == ["alice@example.com", "sam@example.com"]


def test_what_is_snoozed_is_told_afterwards_if_it_is_still_late(
    desk: Desk, floor: Floor, room: Postroom, office: PostOffice
) -> None:
    room.mail(levels=[1])
    late(floor)
    desk.look(MONDAY_MORNING)
    until = MONDAY_MORNING + hours(3)
    said(desk, Snoozed(alert_id=alert_ids(desk)[0], snooze_id=named("snooze"), until=until), MONDAY_MORNING)
    room.deliver(until - timedelta(seconds=1))
    assert receivers_of(office) == []
    room.deliver(until)
    assert receivers_of(office) == ["sam@example.com"]


def test_many_that_wait_for_one_receiver_go_out_as_one_message(
    floor: Floor, room: Postroom, office: PostOffice
) -> None:
    room.mail(levels=[1])
    for number in range(7):
        floor.open_promise(f"promise-{number}", "alice", FRIDAY)
    room.look_and_deliver(MONDAY_MORNING)
    assert [mail["Subject"] for mail in office.mails] == ["7 things are waiting"]
    assert len({row.message_id for row in room.rows()}) == 1
    assert set(room.states()) == {"sent"}


def test_what_failed_is_tried_again_later_as_the_same_message(floor: Floor, room: Postroom, box: Letterbox) -> None:
    room.hook()
    late(floor)
    box.answers = [(500, {}), (503, {"Retry-After": "3600"})]
    room.look_and_deliver(MONDAY_MORNING)
    assert room.states() == ["failed"]
    room.deliver(MONDAY_MORNING + WAITS[0])
    room.deliver(MONDAY_MORNING + WAITS[0] + timedelta(minutes=59))
    assert len(box.requests) == 2
    room.deliver(MONDAY_MORNING + WAITS[0] + hours(1))
    assert room.states() == ["sent"]
    assert len({headers["webhook-id"] for headers, _ in box.requests}) == 1


def test_after_the_last_attempt_it_is_dead_and_says_why(
    desk: Desk, floor: Floor, room: Postroom, box: Letterbox
) -> None:
    room.hook()
    late(floor)
    box.answers = [(500, {})] * 20
    room.look_and_deliver(MONDAY_MORNING)
    while (waits_until := room.rows()[0].next_at) is not None:
        room.deliver(from_micros(waits_until))
    [row] = room.rows()
    assert (row.state, row.why, row.attempts) == ("dead", "answered 500", len(WAITS) + 1)
    assert [event.data["why"] for event in desk.own_events if event.type == Dead.TYPE] == ["answered 500"]


def test_a_receiver_that_is_gone_switches_its_channel_off(floor: Floor, room: Postroom, box: Letterbox) -> None:
    room.hook()
    late(floor, "alice", "bob")
    box.answers = [(410, {})]
    room.look_and_deliver(MONDAY_MORNING)
    assert (room.channel("hook").is_on, room.channel("hook").off_because) == (False, "answered 410")
    assert sorted(room.states()) == ["dead", "withdrawn"]
    assert len(box.requests) == 1


def test_a_sender_that_dies_is_followed_by_one_who_sends_the_same_message(
    desk: Desk, floor: Floor, room: Postroom, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.hook()
    late(floor)
    desk.look(MONDAY_MORNING)
    with monkeypatch.context() as patched:

        def die(*_: object) -> None:
            raise KeyboardInterrupt

        patched.setattr("services.followup.deliveries.recording.record", die)
        with pytest.raises(KeyboardInterrupt):
            room.deliver()
    assert room.states() == ["leased"]
    other = room.open_sender("two")
    room.deliver(sender=other)
    assert room.states() == ["leased"]
    desk.system.seconds += LEASE_SECONDS + 11
    room.deliver(sender=other)
    assert room.states() == ["sent"]
    first, second = box.requests
    assert first[0]["webhook-id"] == second[0]["webhook-id"]
    assert first[1] == second[1]


def test_nobody_without_an_address_keeps_the_others_from_being_told(
    desk: Desk, floor: Floor, room: Postroom, office: PostOffice
) -> None:
    room.mail(levels=[1])
    desk.keys.erased.add(named("sam"))
    late(floor, "alice", "dave")
    room.look_and_deliver(MONDAY_MORNING)
    assert receivers_of(office) == ["quinn@example.com"]
    assert sorted(row.why or "" for row in room.rows()) == ["", "the person has no e-mail address"]


def test_addresses_that_cannot_be_opened_now_are_tried_again(
    desk: Desk, floor: Floor, room: Postroom, office: PostOffice
) -> None:
    room.mail(levels=[1])
    late(floor)
    desk.keys.unreachable = True
    room.look_and_deliver(MONDAY_MORNING)
    assert room.states() == ["failed"]
    desk.keys.unreachable = False
    room.deliver(MONDAY_MORNING + WAITS[0])
    assert receivers_of(office) == ["sam@example.com"]


def test_no_receiver_gets_more_in_an_hour_than_the_policy_allows(floor: Floor, room: Postroom, box: Letterbox) -> None:
    room.hook()
    for number in range(24):
        floor.open_promise(f"promise-{number}", "alice", FRIDAY)
        room.look_and_deliver(MONDAY_MORNING + timedelta(seconds=number))
    assert len(box.requests) == 20
    room.deliver(MONDAY_MORNING + hours(1.1))
    assert set(room.states()) == {"sent"}


def test_the_waits_grow_and_end() -> None:
    assert [wait_after(attempts, None, 0.0) for attempts in range(1, 11)] == [*WAITS, None]
    assert wait_after(1, hours(2), 0.0) == hours(2)
    assert wait_after(1, timedelta(seconds=1), 1.0) == WAITS[0] * 1.1
