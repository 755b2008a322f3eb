"""Four senders at the same time: everything is sent, and nothing twice."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import orjson

from contracts.alerts import Escalated
from tests.followup.cast import Floor
from tests.followup.channels.receivers import Letterbox
from tests.followup.deliveries.postroom import Postroom
from tests.followup.desk import Desk, london

MONDAY_MORNING = london("2026-11-23", "08:30")
CHANNELS, PROMISES = 6, 12


def test_four_senders_send_everything_once(desk: Desk, floor: Floor, room: Postroom, box: Letterbox) -> None:
    for number in range(CHANNELS):
        room.hook(name=f"hook {number}", levels=[1])
    for number in range(PROMISES):
        floor.open_promise(f"promise {number}", "alice", "2026-11-20")
    desk.look(MONDAY_MORNING)
    senders = [room.open_sender(f"sender {number}") for number in range(4)]
    with ThreadPoolExecutor(len(senders)) as together:
        list(together.map(lambda sender: room.deliver(MONDAY_MORNING, sender=sender), senders))
    # One that found another's row taken may have gone home before the rest was due.
    room.deliver(MONDAY_MORNING)
    assert Counter(room.states()) == {"sent": CHANNELS * PROMISES}
    messages = [headers["webhook-id"] for headers, _ in box.requests]
    assert len(messages) == len(set(messages))
    told = Counter(alert["alert_id"] for _, body in box.requests for alert in orjson.loads(body)["data"]["alerts"])
    assert set(told.values()) == {CHANNELS}
    assert len(told) == PROMISES


def test_no_alert_is_left_behind_where_four_senders_fail_at_once(
    desk: Desk, floor: Floor, room: Postroom, box: Letterbox
) -> None:
    for number in range(CHANNELS):
        room.hook(name=f"hook {number}", levels=[1])
    for number in range(PROMISES):
        floor.open_promise(f"promise {number}", "alice", "2026-11-20")
    # Half of them is refused, and half finds its channel gone with it: no two ends come to nothing in the same way.
    box.answers = [(410 if number % 2 else 400, {}) for number in range(CHANNELS * PROMISES)]
    desk.look(MONDAY_MORNING)
    senders = [room.open_sender(f"sender {number}") for number in range(4)]
    with ThreadPoolExecutor(len(senders)) as together:
        list(together.map(lambda sender: room.deliver(MONDAY_MORNING, sender=sender), senders))
    room.deliver(MONDAY_MORNING)
    assert set(room.states()) <= {"dead", "withdrawn"}
    desk.look(MONDAY_MORNING)
    climbed = [event.data["alert_id"] for event in desk.own_events if event.type == Escalated.TYPE]
    assert len(climbed) == len(set(climbed)) == PROMISES
