"""The service worker in a real browser: what was seen is there without a connection, for a day, for its person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser import open_browser
from tests.patience import LONG
from tests.product import wait_until
from tests.web.browser import Hand, served
from tests.web.cast import AMARA
from tests.web.faulty_server import FaultyServer

pytestmark = pytest.mark.slow

CARD = f"/walk/{AMARA}"
KEPT = """async (path) => {
  await navigator.serviceWorker.ready;
  const pages = await caches.open("pages");
  return Boolean(await pages.match(path));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def server(app: Flask) -> FaultyServer:
    return FaultyServer(app)


@pytest.fixture
def ines(browser: Browser, server: FaultyServer) -> Iterator[Hand]:
    with served(server) as origin:
        one = Hand(browser, origin, "Ines Carvalho", service_workers="allow")
        one.page.goto("/walk")
        # Beside the page that is looked at, the first one is kept, in a turn of its own.
        for path in ("/walk", "/"):
            until_kept(one.page, path)
        yield one
        one.context.close()


def test_it_shows_without_a_connection_what_was_seen(ines: Hand) -> None:
    ines.context.set_offline(True)
    ines.page.reload()
    expect(ines.page.get_by_text("offline")).to_be_visible()
    expect(ines.page.get_by_role("link", name="Amara Okafor")).to_be_visible()
    ines.page.goto("/")
    expect(ines.page.get_by_role("heading", name="Walk", exact=True)).to_be_visible()


def test_it_keeps_nothing_that_must_not_be_kept(ines: Hand) -> None:
    door = f"/referrals/new?rep={AMARA}"
    ines.page.goto(door)
    ines.page.goto("/due")
    until_kept(ines.page, "/due")
    assert not ines.page.evaluate(KEPT, door), "the page after it is kept, so that it was its turn"


def test_it_has_fetched_every_card_of_the_team_ahead(ines: Hand) -> None:
    until_kept(ines.page, CARD)
    ines.context.set_offline(True)
    ines.page.get_by_role("link", name="Amara Okafor").click()
    expect(ines.page.get_by_role("heading", name="Amara Okafor")).to_be_visible()
    ines.page.wait_for_load_state()
    assert ines.page.evaluate("document.styleSheets[0].cssRules.length") > 0


def test_it_says_what_it_never_saw(ines: Hand) -> None:
    ines.context.set_offline(True)
    ines.page.goto("/team")
    expect(ines.page.get_by_role("heading", name="No connection")).to_be_visible()


def test_it_does_not_wait_for_a_slow_answer(ines: Hand, server: FaultyServer) -> None:
    server.reads_wait_for = Event()
    ines.page.goto("/walk")
    expect(ines.page.get_by_text("offline")).to_be_visible()
    server.reads_wait_for.set()


def test_it_does_not_wait_for_a_cache_that_does_not_answer(ines: Hand) -> None:
    ines.page.goto("/walk")
    [worker] = ines.context.service_workers
    worker.evaluate("() => { Cache.prototype.match = () => new Promise(() => {}) }")
    assert ines.page.evaluate("fetch(document.styleSheets[0].href, { cache: 'reload' }).then(({ ok }) => ok)")


def test_it_forgets_the_pages_of_who_signs_out(ines: Hand) -> None:
    ines.sign_out()
    expect(ines.page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert not ines.page.evaluate(KEPT, "/walk")
    ines.sign_in("Tom Ashworth")
    ines.context.set_offline(True)
    ines.page.goto(CARD)
    expect(ines.page.get_by_role("heading", name="No connection")).to_be_visible()


@pytest.mark.parametrize("next_one", [None, "Tom Ashworth"])
def test_it_keeps_nothing_of_who_has_left_that_arrives_late(
    ines: Hand, server: FaultyServer, next_one: str | None
) -> None:
    """The card of one is under way while another takes the phone over."""
    cards = [str(row.get_attribute("href")) for row in ines.page.locator("[data-ahead] a.row").all()]
    wait_until(lambda: {f"{card}/promise" for card in cards} <= set(server.ahead), LONG)
    server.ahead_waits_for = Event()
    ines.page.evaluate("navigator.serviceWorker.ready.then(({ active }) => active.postMessage(['/team', '/nowhere']))")
    wait_until(lambda: "/team" in server.ahead, LONG)
    ines.sign_out()
    if next_one:
        ines.sign_in(next_one)
    server.ahead_waits_for.set()
    wait_until(lambda: "/nowhere" in server.ahead, LONG)
    assert not ines.page.evaluate(KEPT, "/team"), "it was asked before the other, so that it was its turn"
    if next_one:
        until_kept(ines.page, "/walk")


def test_it_forgets_after_a_day(ines: Hand) -> None:
    ines.page.evaluate("""async () => {
      const pages = await caches.open("pages");
      const page = await pages.match("/walk");
      const headers = new Headers(page.headers);
      headers.set("X-Seen", Date.now() - 25 * 3600 * 1000);
      await pages.put("/walk", new Response(await page.text(), { headers }));
    }""")
    ines.context.set_offline(True)
    ines.page.goto("/walk")
    expect(ines.page.get_by_role("heading", name="No connection")).to_be_visible()


def test_it_keeps_to_the_strict_policy_from_the_phone_too(ines: Hand) -> None:
    ines.context.set_offline(True)
    answer = ines.page.goto("/walk")
    assert answer is not None
    assert answer.from_service_worker
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_it_can_be_called_off(
    ines: Hand, server: FaultyServer, make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    ines.page.evaluate("outbox.keep({ id: 'kept', person: 'somebody', url: '/', body: '' })")
    monkeypatch.setattr(server, "_app", make_app(keeps_pages=False))
    with ines.page.expect_event("framenavigated", timeout=1_000 * LONG):
        ines.page.evaluate("() => { navigator.serviceWorker.getRegistration().then((one) => one.update()) }")
    assert ines.page.evaluate("navigator.serviceWorker.getRegistration().then(Boolean)") is False
    assert ines.page.evaluate("caches.keys()") == []
    assert len(ines.page.evaluate("outbox.read('outbox')")) == 1, "what waits stays"


def until_kept(page: Page, path: str) -> None:
    wait_until(lambda: page.evaluate(KEPT, path), LONG)
