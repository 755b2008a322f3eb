"""Operations sees what was sent and what was not, why in words, and sends again what was given up."""

from __future__ import annotations

import pytest
from flask import Flask

from contracts.problems import RULE_BROKEN
from tests.web import floor
from tests.web.phone import Phone
from tests.web.services import Services
from tests.web.telling_room import DEAD, HOOK
from web.delivery_words import why_words

PAGE = "/ops/deliveries"


def test_what_was_given_up_comes_first_and_says_why(dana: Phone) -> None:
    dana.open(PAGE)
    assert dana.page.index("Nobody was told by these.") < dana.page.index("Lately")
    assert "There is nothing at this address (404)." in dana.page
    assert "The mail server refused it: no such mailbox" in dana.page
    assert "to Ines Carvalho" in dana.page
    assert "tried 4 times" in dana.page
    assert "Somebody had it in hand." in dana.page


def test_it_sends_again_what_was_given_up(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    dana.submit(f"{PAGE}/{DEAD}/retry")
    assert f"/v1/deliveries/{DEAD}/retry" in services.writes
    assert "It is on its way once more." in dana.page


def test_a_second_tap_is_told_that_it_is_under_way(dana: Phone, services: Services) -> None:
    dana.open(PAGE)
    services.refuse(f"{DEAD}/retry", RULE_BROKEN)
    dana.submit(f"{PAGE}/{DEAD}/retry")
    assert "That one is under way or was sent already." in dana.page


def test_an_alert_leads_to_those_who_were_told(dana: Phone, services: Services) -> None:
    dana.open(f"/ops/alerts/{floor.ALERT}")
    assert f'href="{PAGE}?alert={floor.ALERT}"' in dana.page
    dana.open(f"{PAGE}?alert={floor.ALERT}")
    assert any(f"alert={floor.ALERT}" in asked for asked in services.asked)
    assert "Only those of one alert." in dana.page


def test_it_stays_with_one_channel(dana: Phone) -> None:
    dana.open(f"{PAGE}?channel={HOOK}")
    assert "E-mail to people" not in dana.page
    dana.submit(f"{PAGE}/{DEAD}/retry")
    assert "Only those of Night desk." in dana.page


def test_it_says_so_where_nothing_was_sent(dana: Phone, services: Services) -> None:
    services.deliveries = []
    dana.open(PAGE)
    assert "Nothing was sent yet" in dana.page


@pytest.mark.parametrize(
    "why",
    [
        *(f"answered {status}" for status in (400, 403, 404, 410, 413, 429, 500)),
        "no answer: ReadTimeout",
        "the mail server said 451 try later",
        "the mail server cannot be spoken to: ConnectionRefusedError",
        "no mail server is set: FLOORWALK_SMTP_URL",
        "the person has no e-mail address",
        "the channel is switched off",
        "nothing is late any more",
    ],
)
def test_it_finds_words_for_every_reason(app: Flask, why: str) -> None:
    with app.test_request_context():
        assert why_words(why)[0].isupper()
        assert why_words(why) != why
