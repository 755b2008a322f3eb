"""Keys: fetched by the thousand, kept for five minutes, and never mistaken for erased."""

from __future__ import annotations

import base64
from typing import Any

import httpx
import orjson
import pytest
from flask import Flask, Response, request

from contracts.sealing import seal
from contracts.tokens import Signer, new_key
from services.followup.keys import CACHED_SECONDS, HttpKeys, KeysUnavailable
from services.followup.letters import Letters
from tests.followup.cast import key_of, named
from tests.followup.desk import CoachingKeys

ALICE, BOB, CAROL = named("alice"), named("bob"), named("carol")


class Keyring:
    """The observation service's side of it. Carol was erased; who is not named has no key."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.status = 200
        self.seconds = 0.0
        app = Flask("observation")
        app.add_url_rule("/v1/keys", view_func=self.answer, methods=["POST"])
        client = httpx.Client(transport=httpx.WSGITransport(app))
        signer = Signer(new_key(), "followup")
        self.keys = HttpKeys(client, "http://observation", signer, lambda: self.seconds)

    def answer(self) -> Response:
        ids = request.get_json()["ids"]
        self.asked.append(ids)
        if unknown := [person for person in ids if person == named("nobody")]:
            return Response(orjson.dumps({"errors": {"ids": unknown}}), status=422)
        told: dict[str, Any] = {person: None if person == CAROL else _ring(person) for person in ids}
        return Response(orjson.dumps(told), status=self.status, mimetype="application/json")


@pytest.fixture
def keyring() -> Keyring:
    return Keyring()


def test_it_keeps_keys_for_five_minutes_and_erasures_too(keyring: Keyring) -> None:
    found = keyring.keys.of([ALICE, CAROL])
    assert found == {ALICE: {key_of(ALICE).name: key_of(ALICE).secret}, CAROL: None}
    keyring.seconds = CACHED_SECONDS - 1
    keyring.keys.of([ALICE, BOB, CAROL])
    assert keyring.asked == [sorted([ALICE, CAROL]), [BOB]]
    keyring.seconds = CACHED_SECONDS
    keyring.keys.of([ALICE])
    assert keyring.asked[2:] == [[ALICE]]


def test_it_asks_for_a_thousand_people_at_a_time(keyring: Keyring) -> None:
    people = [named(f"rep {number}") for number in range(2_500)]
    assert len(keyring.keys.of(people)) == 2_500
    assert [len(ids) for ids in keyring.asked] == [1_000, 1_000, 500]


def test_somebody_who_never_had_a_key_does_not_take_the_others_theirs(keyring: Keyring) -> None:
    found = keyring.keys.of([ALICE, named("nobody"), BOB])
    assert set(found) == {ALICE, BOB}


def test_a_service_that_fails_is_left_alone_for_a_moment(keyring: Keyring) -> None:
    keyring.keys.of([ALICE])
    keyring.status = 503
    with pytest.raises(KeysUnavailable):
        keyring.keys.of([ALICE, BOB])
    with pytest.raises(KeysUnavailable):
        keyring.keys.of([BOB])
    assert len(keyring.asked) == 2
    assert keyring.keys.of([ALICE])
    keyring.status, keyring.seconds = 200, 2.0
    assert set(keyring.keys.of([BOB])) == {BOB}


def box_of(person: str, **texts: str) -> str:
    sealed = seal(key_of(person), "an event", "a type", texts)
    return f"an event\na type\n{sealed.key}\n{sealed.box}"


def test_all_boxes_of_an_answer_are_opened_with_one_request() -> None:
    keys = CoachingKeys()
    boxes = [box_of(ALICE, name="Alice"), box_of(BOB, name="Bob"), None, box_of(ALICE, quote="Calm down.")]
    letters = Letters(keys, boxes)
    assert [letters.of(box).name for box in boxes] == ["Alice", "Bob", None, None]
    assert letters.of(boxes[3]).get("quote") == "Calm down."
    assert keys.asked == [{ALICE, BOB}]


def test_nobody_is_asked_when_there_is_nothing_to_open() -> None:
    keys = CoachingKeys()
    assert Letters(keys, [None]).of(None).texts == {}
    assert keys.asked == []


def test_a_box_that_was_moved_to_another_event_stays_shut() -> None:
    moved = box_of(ALICE, name="Alice").replace("an event", "another event")
    assert Letters(CoachingKeys(), [moved]).of(moved).state == "not_available"


def _ring(person: str) -> dict[str, str]:
    key = key_of(person)
    return {key.name: base64.urlsafe_b64encode(key.secret).decode()}
