"""A notification goes to one browser, which alone can open it, from a sender whom its push service knows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.headerregistry import Address

import httpcore
import pytest

from services.followup.channels.outcomes import Gone, Later, Outcome, Refused, Sent
from services.followup.channels.sealing import ChannelSeal
from services.followup.channels.web_push.push import WebPush
from services.followup.channels.web_push.vapid import Vapid
from services.followup.channels.webhook.guard import GuardedNetwork
from tests.followup.channels.phones import Browser, claims_of
from tests.followup.channels.receivers import Letterbox
from tests.followup.channels.samples import message, notice

VAPID = Vapid(ChannelSeal(bytes(32)))
SENDER = Address("Floorwalk", addr_spec="floorwalk@company.example")
WHEN = datetime(2026, 11, 24, 9, tzinfo=UTC)


def channel(network: httpcore.NetworkBackend | None = None, timeout: float = 30) -> WebPush:
    return WebPush(VAPID, SENDER, network or GuardedNetwork(["127.0.0.1"]), lambda: WHEN, timeout)


def send(box: Letterbox, *answers: tuple[int, dict[str, str]]) -> Outcome:
    box.answers = list(answers)
    return channel().send(message(notice()), Browser(box.url).as_json)


def test_only_its_browser_can_open_it(box: Letterbox) -> None:
    browser, other = Browser(box.url), Browser(box.url)
    assert channel().send(message(notice(level=3)), browser.as_json) == Sent()
    [(headers, body)] = box.requests
    assert headers["content-encoding"] == "aes128gcm"
    assert browser.open(body) == {
        "id": message().id,
        "title": "Floorwalk",
        "body": browser.open(body)["body"],
        "path": "/ops/alerts/1",
    }
    with pytest.raises(Exception, match=r"[Dd]ecrypt|[Tt]ag|auth"):
        other.open(body)


def test_it_says_what_is_late_and_neither_who_nor_what_was_said(box: Letterbox) -> None:
    browser = Browser(box.url, "es")
    channel().send(message(notice(1), notice(2)), browser.as_json)
    channel().send(message(), browser.as_json)
    several, test = (browser.open(body) for _, body in box.requests)
    assert several["body"] == "Hay 2 cosas esperando"
    assert several["path"] == "/ops/alerts"
    assert test["body"] == "Una prueba de Floorwalk"


def test_it_is_signed_for_this_push_service_and_not_for_long(box: Letterbox) -> None:
    send(box)
    claims = claims_of(box.requests[0][0]["authorization"], VAPID.public)
    assert claims == {
        "aud": f"http://127.0.0.1:{box.port}",
        "exp": int((WHEN + timedelta(hours=12)).timestamp()),
        "sub": "mailto:floorwalk@company.example",
    }
    stranger = Vapid(ChannelSeal(bytes([1] * 32)))
    with pytest.raises(AssertionError):
        claims_of(box.requests[0][0]["authorization"], stranger.public)


def test_the_key_is_that_of_the_installation_and_stays() -> None:
    assert Vapid(ChannelSeal(bytes(32))).public == VAPID.public
    assert Vapid(ChannelSeal(bytes([1] * 32))).public != VAPID.public


def test_a_repetition_takes_the_place_of_the_first(box: Letterbox) -> None:
    send(box, (503, {}))
    send(box)
    topics = {headers["topic"] for headers, _ in box.requests}
    assert len(topics) == 1
    assert len(topics.pop()) == 32
    assert {headers["ttl"] for headers, _ in box.requests} == {"86400"}


@pytest.mark.parametrize(
    ("status", "headers", "outcome"),
    [
        (201, {}, Sent()),
        (202, {}, Sent()),
        (404, {}, Gone("answered 404")),
        (410, {}, Gone("answered 410")),
        (413, {}, Refused("answered 413")),
        (400, {}, Refused("answered 400")),
        (403, {}, Refused("answered 403")),
        (429, {"Retry-After": "90"}, Later("answered 429", timedelta(seconds=90))),
        (500, {}, Later("answered 500")),
        (302, {"Location": "http://127.0.0.1/"}, Refused("answered 302")),
    ],
)
def test_it_says_what_came_of_it(box: Letterbox, status: int, headers: dict[str, str], outcome: Outcome) -> None:
    assert send(box, (status, headers)) == outcome
    assert len(box.requests) == 1


def test_a_push_service_that_never_answers_is_tried_later(box: Letterbox) -> None:
    box.answers = [(0, {})]
    outcome = channel(timeout=0.3).send(message(notice()), Browser(box.url).as_json)
    assert outcome == Later("no answer: ReadTimeout")


def test_nobody_is_there(box: Letterbox) -> None:
    outcome = channel().send(message(notice()), Browser("http://127.0.0.1:1/push").as_json)
    assert outcome == Later("no answer: ConnectError")


def test_it_goes_nowhere_behind_our_own_wall(box: Letterbox) -> None:
    outcome = channel(GuardedNetwork()).send(message(notice()), Browser(box.url).as_json)
    assert outcome == Refused("the address is not on the public Internet")
    assert box.requests == []


def test_keys_that_are_none_are_refused_for_good(box: Letterbox) -> None:
    broken = Browser(box.url).as_json.replace('"p256dh":"B', '"p256dh":"A')
    assert channel().send(message(notice()), broken) == Refused("the browser's keys are not usable")
    assert channel().send(message(notice()), None) == Refused("the browser's keys are not usable")
