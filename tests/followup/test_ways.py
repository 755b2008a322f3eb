"""Everybody sees by which ways they hear of alerts, and may try each of them; nobody tries those of somebody else."""

from __future__ import annotations

import pytest

from tests.followup.cast import named
from tests.followup.desk import Desk

ALICE = f"/v1/people/{named('alice')}/ways"
MAIL = f"/v1/channels/{named('mail')}"


def test_mail_is_a_way_where_a_channel_writes_to_people(desk: Desk) -> None:
    desk.catch_up()
    assert desk.ask("alice", ALICE).body["email"] is False
    desk.put("olga", MAIL, {"kind": "email", "label": "Mail", "settings": {"to": ["desk@example.com"]}})
    assert desk.ask("alice", ALICE).body["email"] is False
    desk.put("olga", MAIL, {"kind": "email", "label": "Mail", "settings": {}})
    assert desk.ask("alice", ALICE).body["email"] is True
    desk.put("olga", MAIL, {"kind": "email", "label": "Mail", "settings": {}, "on": False})
    assert desk.ask("alice", ALICE).body["email"] is False


def test_a_try_goes_to_ones_own_address(desk: Desk) -> None:
    desk.catch_up()
    assert desk.put("alice", f"{ALICE}/email/test", {}).status == 409
    desk.put("olga", MAIL, {"kind": "email", "label": "Mail", "settings": {}})
    assert desk.put("alice", f"{ALICE}/email/test", {}).status == 200
    [row] = desk.ask("olga", "/v1/deliveries").items
    assert (row["to"], row["to_name"], row["alert_id"]) == (named("alice"), "Alice", None)


@pytest.mark.parametrize("who", ["bob", "sam", "mona", "olga", "ada"])
def test_nobody_sees_or_tries_those_of_somebody_else(desk: Desk, who: str) -> None:
    desk.catch_up()
    assert desk.ask(who, ALICE).status in {403, 404}
    assert desk.put(who, f"{ALICE}/email/test", {}).status in {403, 404}
