"""What the outbox does with each answer there is (`phone.md`), in a real browser, before a server that goes wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser import open_browser
from tests.patience import LONG
from tests.product import wait_until
from tests.web.browser import Hand, served
from tests.web.cast import AMARA
from tests.web.faulty_server import FaultyServer
from tests.web.services import Services

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def server(app: Flask) -> FaultyServer:
    return FaultyServer(app)


@pytest.fixture
def page(browser: Browser, server: FaultyServer) -> Iterator[Page]:
    with served(server) as origin:
        one = Hand(browser, origin, "Ines Carvalho")
        one.page.goto(f"/walk/{AMARA}")
        yield one.page
        one.context.close()


def test_it_tries_again_until_it_is_taken_and_keeps_the_order(
    page: Page, server: FaultyServer, services: Services
) -> None:
    server.plan = ["lost", "503 Service Unavailable", "408 Request Timeout", "lost", "425 Too Early", "lost"]
    server.plan += ["429 Too Many Requests", "500 Internal Server Error", "502 Bad Gateway", "200 OK", "302 Found"]
    plan = list(server.plan)
    write(page, 3)
    hurry(page, server)
    expect(page.locator("#waiting-count")).to_be_hidden()
    assert server.done == plan
    assert said(services) == ["Word 1", "Word 2", "Word 3"]


@pytest.mark.parametrize("answer", ["401 Unauthorized", "409 Conflict"])
def test_it_keeps_what_has_to_wait_for_its_writer(
    page: Page, server: FaultyServer, services: Services, answer: str
) -> None:
    server.always = answer
    write(page, 1)
    wait_until(lambda: answer in server.done, LONG)
    expect(page.locator("#waiting-count")).to_contain_text("1 waiting")
    server.always = None
    hurry(page, server)
    expect(page.locator("#waiting-count")).to_be_hidden()
    expect(page.locator("#status")).not_to_contain_text("Sign in")
    assert said(services) == ["Word 1"]


def test_it_goes_on_after_a_refusal_and_lets_it_be_thrown_away(
    page: Page, server: FaultyServer, services: Services
) -> None:
    server.plan = ["422 Unprocessable Content"]
    write(page, 3)
    hurry(page, server)
    expect(page.locator("#waiting")).to_contain_text("Needs your attention")
    expect(page.locator("#waiting")).to_contain_text("Some of it is not right")
    assert said(services) == ["Word 2", "Word 3"]
    page.get_by_role("button", name="Throw away").click()
    expect(page.locator("#waiting-count")).to_be_hidden()
    assert page.evaluate("outbox.read('outbox')") == []


def write(page: Page, count: int) -> None:
    """Notes, all of them written before the first is sent."""
    page.context.set_offline(True)
    for number in range(1, count + 1):
        page.get_by_label("Praise").check(force=True)
        page.locator("#quote").fill(f"Word {number}")
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#waiting")).to_contain_text(f"Word {number}")
    page.context.set_offline(False)


def hurry(page: Page, server: FaultyServer) -> None:
    """Without the pauses that it makes by itself."""

    def is_through() -> bool:
        page.evaluate("outbox.drain(true)")
        return not server.plan

    wait_until(is_through, LONG)
    page.evaluate("outbox.drain(true)")


def said(services: Services) -> list[str]:
    return [body["quote"] for body in services.writes.values()]
