"""A real browser on the real pages; the services behind them are stand-ins."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.browser import PHONE, patient
from tests.patience import LONG
from tests.web.cast import PASSWORD, address

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


@contextmanager
def served(app: WSGIApplication, port: int = 0) -> Iterator[str]:
    """The app on a port of its own, or on ``port``; gives its address."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_Silent)
    # What is still asked when a test is over ends before the next one, which has the same database anew.
    server.daemon_threads = False
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://localhost:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Hand:
    """Somebody holding a phone, without its service worker where not said otherwise.

    ``complaints`` is what the browser's console had to say.
    """

    def __init__(self, browser: Browser, origin: str, name: str | None, **options: Any) -> None:
        settings = {"viewport": PHONE, "service_workers": "block", **options}
        self.context: BrowserContext = patient(browser.new_context(base_url=origin, **settings))
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if name:
            self.sign_in(name)

    def sign_in(self, name: str) -> None:
        self.page.goto("/signin")
        self.page.get_by_label("E-mail address").fill(address(name))
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda url: "signin" not in url)

    def sign_out(self) -> None:
        self.page.goto("/me/account")
        self.page.get_by_role("button", name="Sign out").click()
        self.page.wait_for_url("**/signin")

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Service Worker registration blocked" not in message.text:
            self.complaints.append(message.text)


def hold(page: Page, seconds: int) -> None:
    """Have the next verdict wait so long for its undo: longer than any machine is busy, or as good as not at all."""
    page.locator("form[data-hold]").first.evaluate("(form, seconds) => (form.dataset.hold = seconds)", seconds)


class _Silent(WSGIRequestHandler):
    timeout = LONG

    def log(self, type: str, message: str, *args: Any) -> None:
        """The tests say what went wrong."""
