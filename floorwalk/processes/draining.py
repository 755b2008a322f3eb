"""Stopping a server so that nobody notices: it is not ready any more, asks its callers to connect elsewhere next
time, and only then takes no more requests.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

DRAIN_SECONDS = 1.5
"""How long callers are sent away before it takes no more; whoever balances the load should look every second."""

_LEAVE = signal.SIGUSR1


class Draining:
    """An app that, once told so, closes each connection with its answer.

    A caller that sends a request on a connection kept alive, at the very moment at which the server closes it,
    would have no answer and not know why.
    """

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self._is_leaving = False

    def leave(self, *_signal: object) -> None:
        self._is_leaving = True

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not self._is_leaving:
            return self._app(environ, start_response)
        if environ["PATH_INFO"] == "/readyz":
            start_response("503 Service Unavailable", [("Content-Type", "application/json"), ("Connection", "close")])
            return [b'{"server":"is stopping"}']

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Callable[[bytes], object]:
            return start_response(status, [*headers, ("Connection", "close")], *error)

        return self._app(environ, start)


def leave_when_told(app: Draining) -> None:
    """In a worker: the main process tells."""
    signal.signal(_LEAVE, app.leave)


def drain_first(stop: Callable[[], object]) -> None:
    """In the main process: at SIGTERM, or Ctrl-C, have the workers send callers away for a while, and then stop."""
    # A worker that has only just begun must not end of it.
    signal.signal(_LEAVE, signal.SIG_IGN)

    def drain(*_signal: object) -> None:
        for child in multiprocessing.active_children():
            if child.pid is not None:
                with suppress(ProcessLookupError):
                    os.kill(child.pid, _LEAVE)
        later = threading.Timer(DRAIN_SECONDS, stop)
        later.daemon = True
        later.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, drain)
