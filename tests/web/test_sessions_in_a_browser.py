"""The session in a real browser: what is typed stays while promises are made, and Complete opens when it may."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.browser import open_browser
from tests.web.about_sessions import LAST, NEXT
from tests.web.browser import Hand, served
from tests.web.cast import AMARA
from tests.web.services import Services

pytestmark = pytest.mark.slow

OUTCOME = f"/v1/sessions/{NEXT}/outcome"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def ines(browser: Browser, app: Flask) -> Iterator[Hand]:
    with served(app) as origin:
        hand = Hand(browser, origin, "Ines Carvalho")
        hand.page.goto(f"/sessions/{NEXT}")
        yield hand
        hand.context.close()


@pytest.fixture
def amara(browser: Browser, app: Flask) -> Iterator[Hand]:
    with served(app) as origin:
        hand = Hand(browser, origin, "Amara Okafor")
        hand.page.goto("/me/sessions")
        yield hand
        hand.context.close()


def test_complete_is_shut_and_says_why_until_a_promise_is_ticked_or_a_reason_given(ines: Hand) -> None:
    why = ines.page.get_by_text("Opens when a promise is ticked, or you say why none is needed")
    promise = ines.page.get_by_role("checkbox", name="Offer one thing you can do after every no")
    reason = ines.page.get_by_label("If no promise is needed: why?")
    expect(why).to_be_visible()
    promise.check()
    expect(why).to_be_hidden()
    promise.uncheck()
    expect(why).to_be_visible()
    reason.fill("All is well")
    expect(why).to_be_hidden()
    assert ines.complaints == []


def test_what_is_typed_stays_while_a_promise_is_made_and_said_yes_to(ines: Hand, services: Services) -> None:
    page = ines.page
    page.get_by_label("What you said. Amara can read it").fill("Calmer openings")
    page.get_by_label("What Amara said").fill("I let them finish")
    page.get_by_text("A new promise").click()
    page.get_by_label("What will be practised?").fill("Say what you look up")
    page.get_by_role("button", name="Ask for it").click()
    yes = page.locator("li", has_text="Say what you look up").get_by_role("button", name="Amara")
    yes.click()
    expect(page.get_by_role("checkbox", name="Say what you look up")).to_be_checked()
    expect(page.get_by_label("What Amara said")).to_have_value("I let them finish")
    page.get_by_role("button", name="Complete").click()
    expect(page.get_by_role("status")).to_contain_text("Complete. Both of you can read it.")
    sent = services.writes[OUTCOME]
    assert sent["supervisor_notes"] == "Calmer openings"
    assert sent["rep_notes"] == {AMARA: "I let them finish"}
    assert len(sent["commitment_ids"]) == 1
    assert ines.complaints == []


def test_what_is_missing_is_said_and_nothing_is_lost(ines: Hand, services: Services) -> None:
    page = ines.page
    page.get_by_label("What you said. Amara can read it").fill("Calmer openings")
    page.get_by_label("If no promise is needed: why?").fill("All is well")
    page.get_by_role("button", name="Complete").click()
    expect(page.get_by_text("Write down what was said to it.")).to_be_visible()
    expect(page.get_by_label("What you said. Amara can read it")).to_have_value("Calmer openings")
    assert OUTCOME not in services.writes


def test_the_rep_rates_and_raises_with_a_script_too(amara: Hand, services: Services) -> None:
    page = amara.page
    page.get_by_label("What do you want to talk about?").fill("Late shifts")
    page.get_by_role("button", name="Put it on the agenda").click()
    expect(page.get_by_role("status")).to_contain_text("It is on the agenda.")
    page.get_by_text("What was it worth to you?").click()
    page.get_by_text("4", exact=True).click()
    page.get_by_role("button", name="Tell Ines Carvalho").click()
    expect(page.get_by_text("4 of 5")).to_be_visible()
    assert services.writes[f"/v1/sessions/{LAST}/rating"]["score"] == 4
    assert amara.complaints == []
