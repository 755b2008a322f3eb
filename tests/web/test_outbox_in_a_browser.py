"""The outbox in a real browser: kept before it is sent, sent once and in order, given back when it is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from contracts.problems import INVALID
from tests.browser import open_browser
from tests.patience import LONG
from tests.product import wait_until
from tests.web import about_amara
from tests.web.browser import Hand, hold, served
from tests.web.cast import AMARA
from tests.web.services import Services

pytestmark = pytest.mark.slow

CARD = f"/walk/{AMARA}"
QUOTE = "What exactly did Amara say?"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def hand(browser: Browser, app: Flask) -> Iterator[Callable[..., Hand]]:
    with served(app) as origin:
        hands: list[Hand] = []

        def take(name: str | None, **options: object) -> Hand:
            hands.append(Hand(browser, origin, name, **options))
            return hands[-1]

        yield take
        for one in hands:
            one.context.close()


@pytest.fixture
def ines(hand: Callable[..., Hand]) -> Page:
    page = hand("Ines Carvalho").page
    page.goto(CARD)
    return page


def test_it_keeps_a_note_without_a_connection_and_sends_it_later(ines: Page, services: Services) -> None:
    ines.context.set_offline(True)
    write(ines, "Please hold")
    expect(ines.get_by_role("status")).to_contain_text("Saved on this phone")
    expect(ines.locator("#waiting")).to_contain_text("Please hold")
    expect(ines.locator("#waiting-count")).to_have_text("1 waiting")
    expect(ines.get_by_label(QUOTE)).to_have_value("")
    assert services.writes == {}
    ines.context.set_offline(False)
    expect(ines.locator("#recent")).to_contain_text("Please hold")
    expect(ines.locator("#waiting-count")).to_be_hidden()
    assert [body["quote"] for body in services.writes.values()] == ["Please hold"]


def test_it_keeps_the_order(ines: Page, services: Services) -> None:
    ines.context.set_offline(True)
    for words in ("One", "Two", "Three"):
        write(ines, words)
        expect(ines.locator("#waiting")).to_contain_text(words)
    ines.context.set_offline(False)
    expect(ines.locator("#waiting-count")).to_be_hidden()
    assert [body["quote"] for body in services.writes.values()] == ["One", "Two", "Three"]


def test_it_never_sends_what_is_undone_before(ines: Page, services: Services) -> None:
    ines.context.set_offline(True)
    write(ines, "Please hold")
    ines.get_by_role("button", name="Undo", exact=True).click()
    expect(ines.get_by_role("status")).to_contain_text("It was never sent")
    expect(ines.locator("#waiting")).to_be_hidden()
    ines.context.set_offline(False)
    write(ines, "Well done")
    expect(ines.locator("#recent")).to_contain_text("Well done")
    assert [body["quote"] for body in services.writes.values()] == ["Well done"]


def test_it_holds_a_verdict_so_that_undo_is_not_sending(ines: Page, services: Services) -> None:
    hold(ines, 600)
    ines.get_by_role("button", name="Saw it").first.click()
    expect(ines.get_by_role("status")).to_contain_text("Saw it")
    ines.get_by_role("button", name="Undo", exact=True).click()
    expect(ines.get_by_role("status")).to_contain_text("It was never sent")
    hold(ines, 1)
    ines.get_by_role("button", name="Partly").first.click()
    expect(ines.get_by_role("status")).to_contain_text("Partly. It stays open")
    (body,) = services.writes.values()
    assert body["outcome"] == "partly"


def test_it_gives_back_what_was_refused_and_keeps_its_id(ines: Page, services: Services) -> None:
    services.refuse("", INVALID, errors={"quote": ["Say it in fewer words."]})
    write(ines, "Please hold")
    expect(ines.get_by_text("Say it in fewer words.").first).to_be_visible()
    expect(ines.get_by_label(QUOTE)).to_have_value("Please hold")
    refused = ines.locator("#note [name=entry]").input_value()
    services.refusals.clear()
    ines.get_by_label(QUOTE).fill("Hold")
    ines.get_by_role("button", name="Save").click()
    expect(ines.locator("#recent")).to_contain_text("Hold")
    expect(ines.locator("#waiting-count")).to_be_hidden()
    assert list(services.writes) == [f"/v1/observations/{refused}"]


def test_a_form_without_an_id_of_its_own_leaves_nothing_behind_once_it_is_right(ines: Page, services: Services) -> None:
    services.refuse("/closure", INVALID, errors={"reason": ["At most 4,000 characters."]})
    ines.goto(f"{CARD}/promises/{about_amara.SORRY}/closure")
    ines.get_by_label("Why?").fill("Far too long")
    ines.get_by_role("button", name="Close it").click()
    expect(ines.get_by_text("At most 4,000 characters.")).to_be_visible()
    expect(ines.get_by_label("Why?")).to_be_focused()
    services.refusals.clear()
    ines.get_by_label("Why?").fill("New tariff")
    ines.get_by_role("button", name="Close it").click()
    expect(ines.get_by_text("Closed, as no longer needed.")).to_be_visible()
    expect(ines.locator("#waiting-count")).to_be_hidden()
    assert ines.evaluate("outbox.read('outbox')") == []


def test_it_gives_it_back_also_after_the_page_was_closed(hand: Callable[..., Hand], services: Services) -> None:
    one = hand("Ines Carvalho")
    one.page.goto(CARD)
    one.context.set_offline(True)
    write(one.page, "Please hold")
    expect(one.page.get_by_role("status")).to_contain_text("Saved on this phone")
    one.page.close()
    services.refuse("", INVALID, errors={"quote": ["Say it in fewer words."]})
    one.context.set_offline(False)
    page = one.context.new_page()
    page.goto("/due")
    expect(page.get_by_role("status")).to_contain_text("needs your attention")
    page.get_by_role("link", name="1 waiting").click()
    expect(page.locator("#waiting")).to_contain_text("Say it in fewer words.")
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_label(QUOTE)).to_have_value("Please hold")
    services.refusals.clear()
    page.get_by_label(QUOTE).fill("Hold")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#waiting-count")).to_be_hidden()
    assert [body["quote"] for body in services.writes.values()] == ["Hold"]


def test_it_goes_on_after_a_refusal_but_not_with_what_names_it(ines: Page, services: Services) -> None:
    ines.context.set_offline(True)
    write(ines, "One")
    expect(ines.locator("#waiting")).to_contain_text("One")
    ines.evaluate("""async () => {
      const [{ n, ...first }] = await outbox.read("outbox");
      const bad = outbox.newId();
      await outbox.keep({ ...first, id: bad, url: "/walk/nobody/notes", body: "kind=praise" });
      await outbox.keep({ ...first, id: outbox.newId(), body: `kind=praise&quote=${bad}` });
      await outbox.keep({ ...first, id: outbox.newId(), body: "kind=praise&quote=Last" });
    }""")
    ines.context.set_offline(False)
    expect(ines.locator("#waiting-count")).to_have_text("2 waiting")
    assert [body["quote"] for body in services.writes.values()] == ["One", "Last"]


def test_it_waits_for_who_wrote_it(hand: Callable[..., Hand], services: Services) -> None:
    one = hand("Ines Carvalho")
    one.page.goto(CARD)
    services.down.add("observation")
    write(one.page, "Please hold")
    expect(one.page.locator("#waiting-count")).to_have_text("1 waiting")
    one.sign_out()
    one.sign_in("Tom Ashworth")
    services.down.clear()
    one.page.goto("/due")
    one.page.evaluate("outbox.drain(true)")
    expect(one.page.locator("#waiting-count")).to_be_hidden()
    assert services.writes == {}, "it is not Tom's"
    one.sign_out()
    one.sign_in("Ines Carvalho")
    wait_for_writes(one.page, services, 1)


def test_it_is_sent_once_with_two_tabs_open(hand: Callable[..., Hand], services: Services) -> None:
    one = hand("Ines Carvalho")
    # A phone sends again what is not answered in time, and a busy machine takes its time.
    one.context.add_init_script("AbortSignal.timeout = () => new AbortController().signal;")
    one.page.goto(CARD)
    other = one.context.new_page()
    other.goto("/due")
    one.context.set_offline(True)
    write(one.page, "One")
    expect(other.locator("#waiting-count")).to_have_text("1 waiting")
    one.context.set_offline(False)
    other.evaluate("outbox.drain(true)")
    expect(one.page.locator("#waiting-count")).to_be_hidden()
    expect(other.locator("#waiting-count")).to_be_hidden()
    sends = [asked for asked in services.asked if asked.startswith("PUT")]
    assert len(sends) == 1


def test_it_asks_to_sign_in_and_keeps(ines: Page, services: Services) -> None:
    ines.context.clear_cookies()
    write(ines, "Please hold")
    expect(ines.get_by_role("status")).to_contain_text("Sign in to send your notes")
    expect(ines.locator("#waiting-count")).to_have_text("1 waiting")
    assert services.writes == {}


def test_it_shows_the_promise_on_the_card_while_it_waits(ines: Page, services: Services) -> None:
    ines.goto(f"{CARD}/promise?note={about_amara.NOTE}")
    services.down.add("observation")
    ines.get_by_role("button", name="Ask on their phone").click()
    ines.wait_for_url(f"**{CARD}")
    expect(ines.locator("#waiting")).to_contain_text("A promise")
    services.down.clear()
    ines.evaluate("outbox.drain(true)")
    expect(ines.locator("#waiting")).to_be_hidden()
    assert len(services.writes) == 1


def write(page: Page, words: str) -> None:
    """A praise of Amara."""
    page.get_by_label("Praise").check(force=True)
    page.get_by_label(QUOTE).fill(words)
    page.get_by_role("button", name="Save").click()


def wait_for_writes(page: Page, services: Services, count: int) -> None:
    wait_until(lambda: page.wait_for_timeout(20) or len(services.writes) == count, LONG)
    expect(page.locator("#waiting-count")).to_be_hidden()


def test_it_takes_words_that_a_keyboard_dictates(ines: Page, services: Services) -> None:
    """They come in pieces that are taken back and put otherwise, while the page goes on being kept up to date."""
    keyboard = ines.context.new_cdp_session(ines)
    ines.get_by_label("Praise").check(force=True)
    ines.get_by_label(QUOTE).focus()
    for heard in ("Let", "Let me", "Let me cheque"):
        keyboard.send("Input.imeSetComposition", {"text": heard, "selectionStart": 0, "selectionEnd": len(heard)})
        ines.evaluate("pages.refresh()")
    keyboard.send("Input.insertText", {"text": "Let me check that for you"})
    expect(ines.get_by_label(QUOTE)).to_have_value("Let me check that for you")
    expect(ines.get_by_label(QUOTE)).to_be_focused()
    ines.get_by_role("button", name="Save").click()
    wait_for_writes(ines, services, 1)
    assert [body["quote"] for body in services.writes.values()] == ["Let me check that for you"]
