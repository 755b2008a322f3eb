"""What was read of a policy or a channel can be put as it is, and then nothing changes."""

from __future__ import annotations

from typing import Any

import pytest

from services.eventlog.database import writing
from services.followup.channels.register import switch_off
from tests.followup.cast import Floor, named
from tests.followup.desk import Desk
from tests.followup.test_channels import HOOK, webhook
from tests.putting_back import read_and_put, read_only

MAIL = {"kind": "email", "label": "Mail", "levels": [0, 2], "settings": {"to": ["desk@example.com"]}}
CHANNELS: dict[str, dict[str, Any]] = {
    "hook": webhook(team_ids=[named("north")]),
    "off": webhook(on=False),
    "mail": MAIL,
    "mail to each": {"kind": "email", "label": "Mail"},
    "roof": {"kind": "apprise", "label": "Roof", "settings": {"url": "ntfys://ntfy.example/floor"}},
    "phones": {"kind": "web_push", "label": "Phones", "language": "es"},
}
DEFAULT, NORTH = "/v1/alert_policies/default", f"/v1/alert_policies/{named('north')}"
POLICIES: dict[str, dict[str, Any]] = {
    "as the product has it": {},
    "with grace": {"grace": {"minutes": 5}, "quiet_hours": None},
    "for the unseen": {"not_seen_after_days": 5},
    "a ladder": {"ladder": [{"level": 1, "tells": ["ops"]}, {"level": 2, "after_hours": 1.5, "tells": ["manager"]}]},
}


def comes_back(desk: Desk, path: str) -> None:
    """Put as it was read, with and without the version asked for, nothing changes."""
    found = desk.ask("olga", path)
    for if_match in (None, found.etag):
        again = desk.put("olga", path, found.body, if_match=if_match)
        assert (again.status, again.body, again.etag) == (200, found.body, found.etag), again.text
    assert desk.ask("olga", path).body == found.body


@pytest.mark.parametrize("body", CHANNELS.values(), ids=list(CHANNELS))
def test_a_channel(desk: Desk, body: dict[str, Any]) -> None:
    assert desk.put("olga", HOOK, body).status == 200
    comes_back(desk, HOOK)


def test_a_channel_that_wants_no_more_and_one_with_two_secrets(desk: Desk) -> None:
    desk.put("olga", HOOK, webhook())
    desk.put("olga", f"{HOOK}/secret", {})
    comes_back(desk, HOOK)
    with writing(desk.engine) as connection:
        switch_off(connection, named("hook"), "410 Gone")
    comes_back(desk, HOOK)
    told = desk.ask("olga", HOOK).body
    assert told["off_because"] == "410 Gone"
    on = desk.put("olga", HOOK, {**told, "on": True}).body
    assert on == {**told, "on": True, "off_because": None, "version": told["version"] + 1}


def test_the_same_settings_said_again_change_nothing(desk: Desk) -> None:
    first = desk.put("olga", HOOK, webhook()).body
    assert desk.put("olga", HOOK, webhook()).body == first


@pytest.mark.parametrize("body", POLICIES.values(), ids=list(POLICIES))
def test_a_policy_of_a_team_and_the_default_put_or_not(desk: Desk, body: dict[str, Any]) -> None:
    desk.look()
    for path in (DEFAULT, NORTH):
        comes_back(desk, path)
        assert desk.ask("olga", path).body["own"] is False
    desk.put("olga", DEFAULT, body)
    for path in (DEFAULT, NORTH):
        comes_back(desk, path)
    assert desk.ask("olga", NORTH).body["own"] is False
    desk.put("olga", NORTH, body)
    comes_back(desk, NORTH)
    assert desk.ask("olga", NORTH).body["own"] is True


def test_one_field_of_what_counts_for_all_is_changed_for_a_team(desk: Desk) -> None:
    desk.look()
    told = desk.ask("olga", NORTH).body
    put = desk.put("olga", NORTH, {**told, "grace": {"minutes": 7}})
    assert put.body == {**told, "grace": {"minutes": 7}, "own": True, "version": 1}


@pytest.mark.parametrize("field", ["id", "own", "version"])
def test_a_policy_is_refused_when_it_says_something_else(desk: Desk, field: str) -> None:
    desk.look()
    told = desk.ask("olga", NORTH).body
    refused = desk.put("olga", NORTH, {**told, field: {"id": "default", "own": True, "version": 3}[field]})
    assert (refused.status, list(refused.body["errors"])) == (422, [field])


@pytest.mark.parametrize(("field", "value"), [("id", named("else")), ("off_because", "tired"), ("version", 9)])
def test_a_channel_is_refused_when_it_says_something_else(desk: Desk, field: str, value: object) -> None:
    assert field in desk.put("olga", HOOK, webhook(**{field: value})).body["errors"]
    desk.put("olga", HOOK, webhook())
    told = desk.ask("olga", HOOK).body
    refused = desk.put("olga", HOOK, {**told, field: value})
    assert (refused.status, list(refused.body["errors"])) == (422, [field])
    assert desk.ask("olga", HOOK).body == told


def test_it_is_described_so(desk: Desk) -> None:
    """A calendar apart, of which a PUT makes a new secret each time."""
    both = read_and_put(desk.ask("olga", "/openapi.json").body)
    del both["/v1/people/{person_id}/calendar"]
    assert set(both) == {"/v1/channels/{channel_id}", "/v1/alert_policies/{policy_id}"}
    for told, taken in both.values():
        assert told.keys() <= taken.keys()
        assert read_only(told) == read_only(taken)
    assert read_only(both["/v1/channels/{channel_id}"][1]) == {"id", "off_because", "version"}
    assert read_only(both["/v1/alert_policies/{policy_id}"][1]) == {"id", "own", "version"}


def test_a_silence_as_it_is_listed_also_by_somebody_else(desk: Desk, floor: Floor) -> None:
    floor.person("otto", None, "ops")
    desk.look()
    path = f"/v1/silences/{named('move')}"
    body = {"team_id": named("north"), "from": "2026-11-23", "until": "2026-11-24", "reason": "We move desks"}
    first = desk.put("olga", path, body)
    (item,) = desk.ask("olga", "/v1/silences").items
    for who, told in (("olga", item), ("otto", item), ("otto", body)):
        again = desk.put(who, path, told, if_match=first.etag)
        assert (again.status, again.body, again.etag) == (200, first.body, first.etag), again.text
    refused = desk.put("otto", path, {**item, "by": named("otto")})
    assert (refused.status, list(refused.body["errors"])) == (422, ["by"])
    longer = desk.put("otto", path, {**item, "until": "2026-11-25"})
    assert (longer.body["by"], longer.body["until"], longer.etag) == (named("otto"), "2026-11-26T00:00:00Z", '"2"')
    desk.delete("olga", path)
    assert desk.put("otto", path, {**body, "until": "2026-11-25"}).etag == '"4"', "one that was ended is put anew"
