"""A real browser is told: it asks its person, sends what its push service says, shows what comes, and opens it.

There is no push service here, so the browser's word of it is put in its mouth; what comes is brought by the browser's
own tools, as a push service would.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Worker, expect

from tests.browser import open_browser
from tests.patience import LONG
from tests.product import wait_until
from tests.web.browser import Hand, served
from tests.web.services import Services
from tests.web.telling_room import PHONE

pytestmark = pytest.mark.slow

PAGE = "/me/notifications"
WORD = {"endpoint": "https://push.example/x", "keys": {"p256dh": "BAAA", "auth": "AAAA"}}
ARRANGES = f"""PushManager.prototype.subscribe = async function (options) {{
  self.asked = options;
  return {{ toJSON: () => ({json.dumps(WORD)}) }};
}};"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def amara(browser: Browser, app: Flask) -> Iterator[Hand]:
    with served(app) as origin:
        one = Hand(browser, origin, "Amara Okafor", service_workers="allow", permissions=["notifications"])
        yield one
        one.context.close()


def shown(page: Page) -> list[dict[str, str]]:
    found: list[dict[str, str]] = page.evaluate(
        """async () => (await (await navigator.serviceWorker.ready).getNotifications())
        .map(({ title, body, tag, data }) => ({ title, body, tag, data }))"""
    )
    return found


def worker_of(hand: Hand) -> Worker:
    """It works, and the browser has told of it."""
    hand.page.evaluate("navigator.serviceWorker.ready")
    wait_until(lambda: hand.page.wait_for_timeout(20) or hand.context.service_workers, LONG)
    [worker] = hand.context.service_workers
    return worker


def push(hand: Hand, data: dict[str, str]) -> None:
    """Bring it to the worker, as a push service would."""
    known: list[str] = []
    tools = hand.context.new_cdp_session(hand.page)
    tools.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda told: known.extend(one["registrationId"] for one in told["registrations"]),
    )
    tools.send("ServiceWorker.enable")
    # While the page waits, what the browser has to tell comes in.
    wait_until(lambda: hand.page.wait_for_timeout(20) or known, LONG)
    origin = hand.page.evaluate("location.origin")
    tools.send(
        "ServiceWorker.deliverPushMessage", {"origin": origin, "registrationId": known[-1], "data": json.dumps(data)}
    )


def test_it_asks_the_browser_and_sends_what_it_says(amara: Hand, services: Services) -> None:
    amara.page.add_init_script(ARRANGES)
    amara.page.goto(PAGE)
    amara.page.get_by_role("button", name="Tell me on this phone").click()
    expect(amara.page.get_by_role("status")).to_contain_text("This phone is told from now on.")
    [body] = [body for path, body in services.writes.items() if "/push_subscriptions/" in path]
    assert {"endpoint": body["endpoint"], "keys": body["keys"]} == WORD
    assert "Chrome" in body["device"]


def test_it_says_so_where_the_browser_cannot(amara: Hand) -> None:
    amara.page.add_init_script("PushManager.prototype.subscribe = async () => { throw new Error('no service'); };")
    amara.page.goto(PAGE)
    amara.page.get_by_role("button", name="Tell me on this phone").click()
    expect(amara.page.get_by_role("alert")).to_contain_text("Your browser could not arrange it just now.")


def test_it_says_where_notifications_are_blocked(browser: Browser, app: Flask) -> None:
    with served(app) as origin:
        one = Hand(browser, origin, "Amara Okafor", service_workers="allow", permissions=[])
        one.page.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' });")
        one.page.goto(PAGE)
        expect(one.page.get_by_text("Notifications are blocked for this page.")).to_be_visible()
        expect(one.page.get_by_role("button", name="Tell me on this phone")).to_be_hidden()
        one.context.close()


def test_it_works_without_a_script_as_far_as_it_can(browser: Browser, app: Flask) -> None:
    with served(app) as origin:
        one = Hand(browser, origin, "Amara Okafor", java_script_enabled=False)
        one.page.goto(PAGE)
        expect(one.page.get_by_text("Your browser has to allow it.")).to_be_visible()
        expect(one.page.get_by_role("button", name="Tell me on this phone")).to_be_hidden()
        one.page.locator(f"form[action$='{PHONE}/test'] button").click()
        expect(one.page.get_by_text("A test is on its way to that phone.")).to_be_visible()
        one.context.close()


def test_what_comes_is_shown_and_opens_its_page_and_no_other_site(amara: Hand) -> None:
    amara.page.goto(PAGE)
    amara.page.evaluate("navigator.serviceWorker.ready")
    push(amara, {"id": "7f", "title": "Floorwalk", "body": "A promise is overdue", "path": "/due"})
    told = {"title": "Floorwalk", "body": "A promise is overdue", "tag": "7f", "data": "/due"}
    wait_until(lambda: shown(amara.page) == [told], LONG)
    opened = worker_of(amara).evaluate(
        """async () => {
          const opened = [];
          clients.openWindow = async (url) => opened.push(url);
          for (const data of ["/due", "https://elsewhere.example/x", "/ops/alerts/7f"]) {
            await registration.showNotification("Floorwalk", { data, tag: "again" });
            const [one] = await registration.getNotifications({ tag: "again" });
            dispatchEvent(new NotificationEvent("notificationclick", { notification: one }));
            await new Promise((resolve) => setTimeout(resolve));
          }
          return opened;
        }"""
    )
    assert opened == ["/due", "/", "/ops/alerts/7f"]


def test_who_signs_out_is_told_no_longer_on_that_phone(amara: Hand) -> None:
    amara.page.goto("/me/account")
    worker = worker_of(amara)
    worker.evaluate(
        """() => {
          self.ended = 0;
          const one = { unsubscribe: async () => { self.ended += 1; } };
          PushManager.prototype.getSubscription = async () => one;
        }"""
    )
    amara.page.reload()
    assert worker.evaluate("self.ended") == 0
    amara.sign_out()
    wait_until(lambda: worker.evaluate("self.ended") == 1, LONG)
