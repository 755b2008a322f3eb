from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta

import httpcore
import orjson
import pytest
from standardwebhooks import Webhook as Signature

from services.followup.channels.outcomes import Gone, Later, Outcome, Refused, Sent
from services.followup.channels.webhook.guard import AddressForbidden, GuardedNetwork
from services.followup.channels.webhook.post import Webhook
from tests.followup.channels.receivers import Letterbox
from tests.followup.channels.samples import DEV, message, notice

OLD, NEW = "whsec_" + "b2xk" * 8, "whsec_" + "bmV3" * 8
NEARBY = GuardedNetwork(["127.0.0.1"])


def webhook(url: str, *secrets: str, network: httpcore.NetworkBackend = NEARBY, timeout: float = 30) -> Webhook:
    return Webhook(url, secrets or (NEW,), "en", network, lambda: datetime.now(UTC), timeout)


def test_a_receiver_can_verify_who_sent_it(box: Letterbox) -> None:
    assert webhook(box.url).send(message(notice()), None) == Sent()
    [(headers, body)] = box.requests
    told = Signature(NEW).verify(body, headers)
    assert headers["webhook-id"] == "7f000000-0000-4000-8000-0000000000ff"
    assert told["type"] == "alert.told"
    assert told["data"]["alerts"][0]["rep_id"] == DEV


def test_it_is_signed_with_both_secrets_while_they_change(box: Letterbox) -> None:
    assert webhook(box.url, OLD, NEW).send(message(notice()), None) == Sent()
    [(headers, body)] = box.requests
    assert Signature(OLD).verify(body, headers) == Signature(NEW).verify(body, headers)


def test_the_same_message_has_the_same_body_at_every_attempt(box: Letterbox) -> None:
    for _ in range(2):
        webhook(box.url).send(message(notice(), notice(2)), None)
    first, second = (body for _, body in box.requests)
    assert first == second
    assert orjson.loads(first)["type"] == "alerts.digest"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Sent()),
        (301, Refused("answered 301")),
        (400, Refused("answered 400")),
        (408, Later("answered 408")),
        (410, Gone("answered 410")),
        (429, Later("answered 429")),
        (500, Later("answered 500")),
        (503, Later("answered 503")),
    ],
)
def test_what_an_answer_means(box: Letterbox, status: int, outcome: Outcome) -> None:
    box.answers = [(status, {"Location": "http://127.0.0.1:1/elsewhere"})]
    assert webhook(box.url).send(message(notice()), None) == outcome
    assert len(box.requests) == 1


def test_it_leaves_a_receiver_alone_for_as_long_as_it_asks(box: Letterbox) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    box.answers = [
        (429, {"Retry-After": "120"}),
        (503, {"Retry-After": soon.strftime("%a, %d %b %Y %H:%M:%S GMT")}),
        (503, {"Retry-After": "99999999999"}),
        (503, {"Retry-After": "soon"}),
    ]
    asked = []
    for _ in range(4):
        outcome = webhook(box.url).send(message(notice()), None)
        assert isinstance(outcome, Later)
        asked.append(outcome.after)
    seconds, date, for_ever, no_word = asked
    assert seconds == timedelta(minutes=2)
    assert date is not None
    assert timedelta(minutes=50) < date <= timedelta(hours=1)
    assert (for_ever, no_word) == (timedelta(days=1), None)


def test_a_receiver_that_takes_it_and_never_answers_is_asked_again(box: Letterbox) -> None:
    box.answers = [(0, {})]
    assert webhook(box.url, timeout=0.3).send(message(notice()), None) == Later("no answer: ReadTimeout")
    assert len(box.requests) == 1


def test_nobody_there_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert isinstance(webhook(f"http://127.0.0.1:{port}/").send(message(notice()), None), Later)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "10.0.0.1", "192.168.1.1", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0"],
)
def test_it_reaches_no_machine_behind_the_wall(box: Letterbox, host: str) -> None:
    outcome = webhook(f"http://{host}:{box.port}/", network=GuardedNetwork()).send(message(notice()), None)
    assert outcome == Refused("the address is not on the public Internet")
    assert not box.requests


def test_a_name_with_one_address_behind_the_wall_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(0, 0, 0, "", (address, 443)) for address in ("93.184.215.14", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(AddressForbidden):
        GuardedNetwork().connect_tcp("two-faced.example", 443)


def test_the_address_that_was_looked_at_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("93.184.215.14", 443))])
    network = GuardedNetwork()
    monkeypatch.setattr(network._network, "connect_tcp", lambda address, *_: asked.append(address))
    network.connect_tcp("hooks.example", 443)
    assert asked == ["93.184.215.14"]
