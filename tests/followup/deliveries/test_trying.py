"""A channel is tried before it is needed, and what was given up is tried again when operations says so."""

from __future__ import annotations

from datetime import timedelta

from tests.followup.cast import Floor, named
from tests.followup.channels.receivers import Letterbox, PostOffice
from tests.followup.deliveries.postroom import Postroom
from tests.followup.desk import Desk, london

MONDAY_MORNING = london("2026-11-23", "08:30")


def test_a_test_goes_to_whoever_asks_for_it(desk: Desk, room: Postroom, office: PostOffice) -> None:
    desk.catch_up()
    room.mail()
    desk.put("olga", f"/v1/channels/{named('mail')}/test", {})
    room.deliver()
    [mail] = office.mails
    assert (mail["To"], mail["Subject"]) == ("olga@example.com", "A test from Floorwalk")
    assert [row["state"] for row in desk.ask("olga", "/v1/deliveries").items] == ["sent"]


def test_a_test_does_not_wait_for_the_morning(desk: Desk, room: Postroom, box: Letterbox) -> None:
    room.hook()
    desk.now = london("2026-11-23", "03:00")
    desk.put("olga", f"/v1/channels/{named('hook')}/test", {})
    room.deliver()
    assert len(box.requests) == 1


def test_what_is_dead_is_tried_again_with_all_its_attempts(
    desk: Desk, floor: Floor, room: Postroom, box: Letterbox
) -> None:
    room.hook()
    floor.open_promise("finish", "alice", "2026-11-20")
    box.answers = [(400, {}), (500, {})]
    room.look_and_deliver(MONDAY_MORNING)
    [dead] = desk.ask("olga", "/v1/deliveries", state="dead").items
    assert dead["why"] == "answered 400"
    again = f"/v1/deliveries/{dead['id']}/retry"
    assert desk.put("olga", again, {}).body["state"] == "pending"
    assert desk.put("olga", again, {}).status == 200
    room.deliver()
    assert room.states() == ["failed"]
    room.deliver(MONDAY_MORNING + timedelta(minutes=1))
    assert room.states() == ["sent"]
    assert desk.put("olga", again, {}).status == 409
    assert desk.put("olga", f"/v1/deliveries/{named('no such')}/retry", {}).status == 404
