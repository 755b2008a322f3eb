"""Phones are told of what concerns their person, each by itself; one that is gone is forgotten, the others stay."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from contracts.alerts import Escalated
from services.eventlog.database import reading, writing
from services.followup.channels.web_push.subscriptions import Subscription, forget, subscribe, subscriptions_of
from tests.followup.cast import Floor, named
from tests.followup.channels.phones import Browser
from tests.followup.channels.receivers import Letterbox, letterbox
from tests.followup.deliveries.postroom import Postroom
from tests.followup.deliveries.test_deliveries import MONDAY_MORNING, late
from tests.followup.desk import Desk

SOON = MONDAY_MORNING + timedelta(seconds=1)


def has_phone(room: Postroom, who: str, name: str, url: str) -> Browser:
    browser = Browser(url)
    box = room.seal.seal(named(name), {"as_json": browser.as_json})
    phone = Subscription(named(name), named(who), name, "en", box, MONDAY_MORNING)
    with writing(room.desk.engine) as connection:
        subscribe(connection, phone, f"{url}/{name}")
    return browser


def phones_of(desk: Desk, who: str) -> list[str]:
    with reading(desk.engine) as connection:
        return [one.device for one in subscriptions_of(connection, [named(who)])]


def test_everybody_whom_a_level_tells_is_told_on_each_of_their_phones(
    desk: Desk, floor: Floor, room: Postroom, box: Letterbox
) -> None:
    room.phones()
    sams = [has_phone(room, "sam", name, box.url) for name in ("sam's first", "sam's second")]
    has_phone(room, "quinn", "quinn's", box.url)
    late(floor)
    room.look_and_deliver(MONDAY_MORNING)
    assert (room.states(), len(box.requests)) == (["sent", "sent"], 2)
    opened = []
    for browser in sams:
        for _, body in box.requests:
            # What is for another phone cannot be opened.
            with suppress(Exception):
                opened.append(browser.open(body)["path"])
    assert opened == ["/due", "/due"]


def test_a_phone_that_is_gone_is_forgotten_and_no_other(desk: Desk, floor: Floor, room: Postroom) -> None:
    room.phones()
    with letterbox() as lost, letterbox() as kept:
        has_phone(room, "sam", "lost", lost.url)
        has_phone(room, "sam", "kept", kept.url)
        lost.answers = [(410, {})]
        late(floor)
        room.look_and_deliver(MONDAY_MORNING)
    assert phones_of(desk, "sam") == ["kept"]
    assert room.channel("phones").is_on
    assert sorted(room.states()) == ["dead", "sent"]


def test_when_the_only_phone_is_gone_the_next_level_is_told_at_once(
    desk: Desk, floor: Floor, room: Postroom, box: Letterbox
) -> None:
    room.phones()
    has_phone(room, "sam", "sam's", box.url)
    has_phone(room, "mona", "mona's", box.url)
    box.answers = [(404, {})]
    late(floor)
    room.look_and_deliver(MONDAY_MORNING)
    room.look_and_deliver(SOON)
    [climbed] = [event for event in desk.own_events if event.type == Escalated.TYPE]
    assert (climbed.data["level"], climbed.data.get("unreached")) == (2, True)
    assert room.states() == ["dead", "sent"]


def test_a_phone_that_was_taken_away_meanwhile_is_told_nothing(
    desk: Desk, floor: Floor, room: Postroom, box: Letterbox
) -> None:
    room.phones()
    has_phone(room, "sam", "sam's", box.url)
    late(floor)
    desk.look(MONDAY_MORNING - timedelta(hours=2))
    room.deliver(MONDAY_MORNING - timedelta(hours=2))
    with writing(desk.engine) as connection:
        forget(connection, named("sam's"))
    room.deliver(MONDAY_MORNING)
    assert box.requests == []


def test_a_push_service_that_asks_to_wait_is_left_alone(floor: Floor, room: Postroom, box: Letterbox) -> None:
    room.phones()
    has_phone(room, "sam", "sam's", box.url)
    box.answers = [(429, {"Retry-After": "600"})]
    late(floor)
    room.look_and_deliver(MONDAY_MORNING)
    room.deliver(MONDAY_MORNING + timedelta(minutes=9))
    assert (room.states(), len(box.requests)) == (["failed"], 1)
    room.deliver(MONDAY_MORNING + timedelta(minutes=11))
    assert room.states() == ["sent"]
