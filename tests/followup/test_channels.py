"""Where alerts go is for operations to say, and what a channel was told is shown to nobody again."""

from __future__ import annotations

from typing import Any

import pytest

from services.followup.channels.register import channel
from tests.followup.cast import named
from tests.followup.desk import Desk

HOOK = f"/v1/channels/{named('hook')}"
SECRET = "whsec_" + "c2VjcmV0" * 6


def webhook(**fields: Any) -> dict[str, Any]:
    settings = {"url": "https://hooks.example/T0K3N/abc", "secrets": [SECRET]}
    return {"kind": "webhook", "label": "Night desk", "settings": settings, **fields}


def test_it_is_shown_with_what_it_was_told_masked(desk: Desk) -> None:
    assert desk.put("olga", HOOK, webhook(levels=[3, 2], team_ids=[named("north")])).status == 200
    [shown] = desk.ask("olga", "/v1/channels").items
    assert shown == {
        "id": named("hook"),
        "kind": "webhook",
        "label": "Night desk",
        "language": "en",
        "levels": [2, 3],
        "team_ids": [named("north")],
        "on": True,
        "off_because": None,
        "settings": {"url": "https://hooks.example/…"},
        "version": 1,
    }


def test_what_it_was_told_is_not_in_the_database_in_the_clear(desk: Desk) -> None:
    desk.put("olga", HOOK, webhook())
    with desk.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM channels").one()
    assert "T0K3N" not in repr(kept)
    assert "whsec" not in repr(kept)


def test_what_is_left_out_stays_as_it_was(desk: Desk) -> None:
    desk.put("olga", HOOK, webhook())
    body = webhook(label="Day desk")
    del body["settings"]
    assert desk.put("olga", HOOK, body).status == 200
    shown = desk.ask("olga", HOOK).body
    assert (shown["label"], shown["settings"]) == ("Day desk", {"url": "https://hooks.example/…"})


@pytest.mark.parametrize(
    ("settings", "blamed"),
    [
        ({"url": "ftp://hooks.example", "secrets": [SECRET]}, "settings.url"),
        ({"url": "https://user:pass@hooks.example", "secrets": [SECRET]}, "settings.url"),
        ({"url": "https://hooks.example", "secrets": ["whsec_c2hvcnQ="]}, "settings.secrets"),
        ({"url": "https://hooks.example", "secrets": []}, "settings.secrets"),
        ({"url": "https://hooks.example", "secrets": [SECRET], "more": 1}, "settings.more"),
        ({}, "settings.url"),
    ],
)
def test_it_says_what_is_wrong_with_what_it_is_told(desk: Desk, settings: dict[str, Any], blamed: str) -> None:
    answer = desk.put("olga", HOOK, webhook(settings=settings))
    assert answer.status == 422
    assert blamed in answer.body["errors"]


def test_mail_may_name_addresses_and_apprise_must_understand_its_address(desk: Desk) -> None:
    mail = {"kind": "email", "label": "Mail", "levels": [0, 1, 2, 3], "settings": {"to": ["desk@example.com"]}}
    assert desk.put("olga", f"/v1/channels/{named('mail')}", mail).status == 200
    mail["settings"] = {"to": ["nobody"]}
    assert "settings.to" in desk.put("olga", f"/v1/channels/{named('mail')}", mail).body["errors"]
    pigeon = {"kind": "apprise", "label": "Roof", "settings": {"url": "carrier-pigeon://roof"}}
    assert "settings.url" in desk.put("olga", f"/v1/channels/{named('roof')}", pigeon).body["errors"]


def test_a_change_that_somebody_else_made_first_is_not_lost(desk: Desk) -> None:
    desk.put("olga", HOOK, webhook())
    read = desk.ask("olga", HOOK).etag
    assert desk.put("olga", HOOK, webhook(label="First"), if_match=read).status == 200
    assert desk.put("olga", HOOK, webhook(label="Second"), if_match=read).status == 412
    assert desk.ask("olga", HOOK).body["label"] == "First"


def test_a_channel_can_be_taken_away(desk: Desk) -> None:
    desk.put("olga", HOOK, webhook())
    assert desk.delete("olga", HOOK).status == 204
    assert desk.delete("olga", HOOK).status == 204
    assert desk.ask("olga", HOOK).status == 404
    assert desk.put("olga", f"{HOOK}/test", {}).status == 404


@pytest.mark.parametrize("who", ["sam", "alice", "mona", "ada", "cleo"])
def test_nobody_but_operations_may(desk: Desk, who: str) -> None:
    desk.catch_up()
    assert desk.put(who, HOOK, webhook()).status == 403
    assert desk.ask(who, "/v1/channels").status == 403
    assert desk.ask(who, "/v1/deliveries").status == 403


def test_a_second_tap_on_test_sends_no_second_one(desk: Desk) -> None:
    desk.put("olga", HOOK, webhook())
    first, second = desk.put("olga", f"{HOOK}/test", {}), desk.put("olga", f"{HOOK}/test", {})
    assert first.body == second.body
    [row] = desk.ask("olga", "/v1/deliveries").items
    assert (row["id"], row["state"], row["alert_id"]) == (first.body["id"], "pending", None)
    assert row["channel"] == {"id": named("hook"), "label": "Night desk", "kind": "webhook"}


def test_a_secret_is_changed_in_two_steps_and_told_once(desk: Desk) -> None:
    desk.put("olga", HOOK, webhook())
    first = desk.put("olga", f"{HOOK}/secret", {}).body["secret"]
    second = desk.put("olga", f"{HOOK}/secret", {}).body["secret"]
    assert secrets_of(desk) == [second, first]
    assert desk.ask("olga", HOOK).body["settings"] == {"url": "https://hooks.example/…", "former_secret": True}
    assert desk.delete("olga", f"{HOOK}/former_secret").status == 204
    assert secrets_of(desk) == [second]
    assert desk.ask("olga", HOOK).body["settings"] == {"url": "https://hooks.example/…"}


def test_only_webhooks_have_a_secret(desk: Desk) -> None:
    mail = f"/v1/channels/{named('mail')}"
    desk.put("olga", mail, {"kind": "email", "label": "Mail"})
    assert desk.put("olga", f"{mail}/secret", {}).status == 409
    assert desk.put("olga", f"{HOOK}/secret", {}).status == 404
    assert desk.put("sam", f"{HOOK}/secret", {}).status == 403


def secrets_of(desk: Desk) -> list[str]:
    with desk.engine.connect() as connection:
        found = channel(connection, named("hook"))
    assert found is not None
    return list(desk.seal.open(found.id, found.settings)["secrets"])
