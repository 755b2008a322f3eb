"""Everybody says on which browsers they want to be told, and nobody sees or changes that of somebody else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.followup.cast import named
from tests.followup.channels.phones import Browser
from tests.followup.desk import Desk

ALICE = f"/v1/people/{named('alice')}/push_subscriptions"
PHONE = f"{ALICE}/{named('phone')}"
ENDPOINT = "https://push.example/s3cr3t/abc"
CHANNEL = f"/v1/channels/{named('phones')}"


def phone(**changes: Any) -> dict[str, Any]:
    browser = Browser(ENDPOINT)
    return {"endpoint": browser.endpoint, "keys": browser.keys, "device": "Chrome · Android", **changes}


def devices(desk: Desk, who: str) -> list[str]:
    found = desk.ask(who, f"/v1/people/{named(who)}/push_subscriptions").items
    return [one["device"] for one in found]


def test_it_is_kept_listed_and_taken_away(desk: Desk) -> None:
    desk.catch_up()
    body = phone()
    assert desk.put("alice", PHONE, body).status == 200
    assert desk.put("alice", PHONE, body).status == 200
    [shown] = desk.ask("alice", ALICE).items
    assert (shown["id"], shown["device"]) == (named("phone"), "Chrome · Android")
    assert "s3cr3t" not in repr(shown)
    assert desk.delete("alice", PHONE).status == 204
    assert desk.delete("alice", PHONE).status == 204
    assert devices(desk, "alice") == []


def test_its_address_and_keys_are_not_in_the_database_in_the_clear(desk: Desk) -> None:
    desk.catch_up()
    body = phone()
    desk.put("alice", PHONE, body)
    with desk.engine.connect() as connection:
        kept = repr(connection.exec_driver_sql("SELECT * FROM push_subscriptions").one())
    assert "s3cr3t" not in kept
    assert body["keys"]["auth"] not in kept


@pytest.mark.parametrize(
    ("changes", "blamed"),
    [
        ({"endpoint": "http://push.example/x"}, "endpoint"),
        ({"endpoint": "https://user:pass@push.example/x"}, "endpoint"),
        ({"endpoint": "https://"}, "endpoint"),
        ({"endpoint": "https://push.example/\u00fc"}, "endpoint"),
        ({"endpoint": "https://[push/x"}, "endpoint"),
        ({"endpoint": "https://push.example:99999/x"}, "endpoint"),
        ({"keys": {"p256dh": "AAAA", "auth": "A" * 22}}, "keys.p256dh"),
        ({"keys": {**Browser(ENDPOINT).keys, "auth": "AAAA"}}, "keys.auth"),
        ({"keys": {**Browser(ENDPOINT).keys, "auth": "***"}}, "keys.auth"),
        ({"language": "fr"}, "language"),
    ],
)
def test_what_is_none_is_refused(desk: Desk, changes: dict[str, Any], blamed: str) -> None:
    desk.catch_up()
    answer = desk.put("alice", PHONE, phone(**changes))
    assert answer.status == 422
    assert any(name.startswith(blamed.split(".")[0]) for name in answer.body["errors"])


def test_a_browser_belongs_to_whoever_asked_last(desk: Desk) -> None:
    desk.catch_up()
    desk.put("alice", PHONE, phone())
    bobs = f"/v1/people/{named('bob')}/push_subscriptions/{named('the same browser')}"
    assert desk.put("bob", bobs, phone()).status == 200
    assert (devices(desk, "alice"), devices(desk, "bob")) == ([], ["Chrome · Android"])


def test_there_are_not_more_than_anybody_needs(desk: Desk) -> None:
    desk.catch_up()
    for number in range(10):
        assert desk.put("alice", f"{ALICE}/{named(f'{number}')}", phone(endpoint=f"{ENDPOINT}{number}")).status == 200
    assert desk.put("alice", PHONE, phone()).status == 409
    assert desk.put("alice", f"{ALICE}/{named('3')}", phone(endpoint=f"{ENDPOINT}3")).status == 200


@pytest.mark.parametrize("who", ["bob", "sam", "mona", "olga", "ada"])
def test_nobody_reaches_those_of_somebody_else(desk: Desk, who: str) -> None:
    desk.catch_up()
    desk.put("alice", PHONE, phone())
    assert desk.put(who, PHONE, phone()).status in {403, 404}
    assert desk.ask(who, ALICE).status in {403, 404}
    assert desk.delete(who, PHONE).status in {403, 404}
    own = f"/v1/people/{named(who)}/push_subscriptions/{named('phone')}"
    assert desk.put(who, own, phone()).status in {403, 404}
    assert desk.delete(who, own).status in {403, 404}
    assert devices(desk, "alice") == ["Chrome · Android"]


def test_a_try_needs_a_channel_and_goes_to_this_browser(desk: Desk) -> None:
    desk.catch_up()
    desk.put("alice", PHONE, phone())
    assert desk.put("alice", f"{PHONE}/test", {}).status == 409
    assert desk.ask("alice", f"/v1/people/{named('alice')}/ways").body["web_push"] is False
    assert desk.put("olga", CHANNEL, {"kind": "web_push", "label": "Phones"}).status == 200
    assert desk.ask("alice", f"/v1/people/{named('alice')}/ways").body["web_push"] is True
    tried = desk.put("alice", f"{PHONE}/test", {})
    assert tried.status == 200
    assert [(row["id"], row["to_name"]) for row in desk.ask("olga", "/v1/deliveries").items] == [
        (tried.body["id"], "Alice")
    ]
    assert desk.put("alice", f"{ALICE}/{named('no such')}/test", {}).status == 404


def test_operations_tries_the_channel_on_a_phone_of_its_own(desk: Desk) -> None:
    desk.catch_up()
    desk.put("olga", CHANNEL, {"kind": "web_push", "label": "Phones"})
    assert desk.put("olga", f"{CHANNEL}/test", {}).status == 409
    desk.put("olga", f"/v1/people/{named('olga')}/push_subscriptions/{named('hers')}", phone())
    assert desk.put("olga", f"{CHANNEL}/test", {}).status == 200
