"""The whole way in a real browser: a note in two taps, a promise, a yes, ten days, an alert, a look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import new_phone, open_browser
from tests.patience import LONG
from tests.product import RunningProduct, wait_until

pytestmark = pytest.mark.slow

TUESDAY, A_DAY_LATER, TEN_DAYS_LATER = "2026-11-24T10:00:00Z", "2026-11-25T10:00:00Z", "2026-12-04T10:00:00Z"
BEHAVIOUR = "Put on hold without asking"
PRACTICE = "Ask, say how long, come back before it"
LATE = re.compile(r"Amara Okafor 3 d")
"""Since the Tuesday after the Tuesday; what else waits about her has waited for another number of days."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


class Floor:
    """The demonstration in one home, started at one clock after the other."""

    def __init__(self, home: Path, browser: Browser) -> None:
        self._home, self._browser = home, browser

    def at(self, clock: str) -> RunningProduct:
        product = RunningProduct(self._home, "--demo", CLOCK=clock).wait_ready()
        wait_until(lambda: self._demonstration()["is_loaded"], 2 * LONG, product.tell)
        return product

    def sign_in(self, product: RunningProduct, name: str) -> Page:
        page = new_phone(self._browser, product.web).new_page()
        page.goto("/signin")
        page.get_by_label("E-mail").fill(f"{name}@example.com")
        page.get_by_label("Password").fill(self._demonstration()["password"])
        page.get_by_role("button", name="Sign in", exact=True).click()
        return page

    def _demonstration(self) -> Any:
        return orjson.loads((self._home / "demo.json").read_bytes())


@pytest.fixture
def floor(tmp_path: Path, browser: Browser) -> Floor:
    return Floor(tmp_path / "var", browser)


def test_a_promise_from_the_tap_to_the_look(floor: Floor) -> None:
    with floor.at(TUESDAY) as product:
        ines = floor.sign_in(product, "ines.carvalho")
        note_in_two_taps(ines)
        ask_for_a_promise(ines)
        assert product.stop() == 0
    with floor.at(A_DAY_LATER) as product:
        amara = floor.sign_in(product, "amara.okafor")
        see_the_note(amara)
        say_yes(amara)
        assert product.stop() == 0
    with floor.at(TEN_DAYS_LATER) as product:
        dana = floor.sign_in(product, "dana.whitlock")
        alert = dana.get_by_role("link", name=LATE)
        expect(alert).to_be_visible()
        ines = floor.sign_in(product, "ines.carvalho")
        see_it_kept(ines)
        wait_until(lambda: is_gone(dana, alert), LONG, product.tell)


def is_gone(page: Page, what: Locator) -> bool:
    page.reload()
    return what.count() == 0


def note_in_two_taps(ines: Page) -> None:
    ines.get_by_role("link", name=re.compile("Amara Okafor")).click()
    ines.get_by_text(BEHAVIOUR, exact=True).click()
    ines.get_by_role("button", name=re.compile("^Save")).click()
    expect(ines.get_by_role("status").first).to_contain_text("Saved")


def ask_for_a_promise(ines: Page) -> None:
    ines.get_by_role("link", name="Add a promise").click()
    expect(ines.get_by_label("Amara will practise")).to_have_value(PRACTICE)
    ines.get_by_text("In a week", exact=True).click()
    ines.get_by_role("button", name="Ask on their phone").click()
    expect(ines.get_by_text("No answer yet")).to_be_visible()


def see_the_note(amara: Page) -> None:
    note = amara.get_by_role("article").filter(has_text=BEHAVIOUR)
    note.get_by_role("button", name=re.compile("I.ve seen it")).click()
    expect(note).to_contain_text(re.compile("You.ve seen it"))


def say_yes(amara: Page) -> None:
    amara.goto("/me/promises")
    amara.get_by_role("button", name=re.compile("I.ll do this")).click()
    expect(amara.get_by_role("button", name=re.compile("I.ll do this"))).to_have_count(0)
    expect(amara.get_by_text(PRACTICE)).to_be_visible()


def see_it_kept(ines: Page) -> None:
    ines.get_by_role("link", name=re.compile("Amara Okafor")).click()
    promise = ines.get_by_role("article").filter(has_text=PRACTICE).filter(has_text="Overdue")
    promise.get_by_role("button", name="Saw it").click()
    expect(promise).to_have_count(0)
