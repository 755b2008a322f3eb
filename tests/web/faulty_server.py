"""A server in front of the pages that goes wrong where a test wants it to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from threading import Event
from typing import TYPE_CHECKING
from wsgiref.types import StartResponse

from tests.patience import LONG

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

PROBLEM = b'{"type": "/problems/another-persons-entry", "status": 409}'
BODIES = {"409 Conflict": PROBLEM, "422 Unprocessable Content": b"<h1>Some of it is not right</h1>"}


class FaultyServer:
    """``plan`` says what becomes of the next writes, one word each, in turn; a write without one is served.

    A status line is answered instead of the app. ``lost`` has the app do it, and then hangs up. ``always``, where there
    is one, becomes of every write: a phone tries by itself, so nobody knows how often. ``reads_wait_for``, where there
    is one, is waited for before a page is given. ``ahead_waits_for`` holds the answer to who asks ahead: made when it
    was asked, and long under way. ``ahead`` is what was asked so.
    """

    def __init__(self, app: WSGIApplication, *plan: str) -> None:
        self._app = app
        self.plan = list(plan)
        self.always: str | None = None
        self.done: list[str] = []
        self.reads_wait_for: Event | None = None
        self.ahead_waits_for: Event | None = None
        self.ahead: list[str] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST":
            return self._read(environ, start_response)
        fault = self.always or (self.plan[0] if self.plan else None)
        if "HTTP_X_ENTRY" not in environ or fault is None:
            return self._app(environ, start_response)
        if not self.always:
            self.plan.pop(0)
        self.done.append(fault)
        return self._fail(fault, environ, start_response)

    def _read(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("HTTP_X_PURPOSE") == "prefetch":
            return self._read_ahead(environ, start_response)
        if self.reads_wait_for is not None and "/static/" not in environ["PATH_INFO"]:
            assert self.reads_wait_for.wait(2 * LONG)
        return self._app(environ, start_response)

    def _read_ahead(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = list(self._app(environ, start_response))
        self.ahead.append(environ["PATH_INFO"])
        if self.ahead_waits_for is not None:
            assert self.ahead_waits_for.wait(2 * LONG)
        return answer

    def _fail(self, fault: str, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if fault == "lost":
            b"".join(self._app(environ, _nobody))
            environ["werkzeug.socket"].close()
            raise ConnectionAbortedError("the answer is lost")
        environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        start_response(fault, [("Content-Type", "text/html")])
        return [BODIES.get(fault, b"")]


def _nobody(_status: str, _headers: object, _exc_info: object = None) -> Callable[[bytes], object]:
    return lambda _body: None
