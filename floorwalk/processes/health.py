"""What machines may ask a process that has nothing else to say over HTTP: `/livez`, `/readyz` and `/metrics`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import orjson
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from services.http.probes import Ready

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_TEXT, _JSON = "text/plain; charset=utf-8", "application/json"
_OK, _AWAY, _UNKNOWN = "200 OK", "503 Service Unavailable", "404 Not Found"

_Answer = tuple[str, str, bytes]


def health(ready: Ready, registry: CollectorRegistry) -> WSGIApplication:
    """The app; it tells nothing of people."""

    def livez() -> _Answer:
        return _OK, _TEXT, b"ok\n"

    def readyz() -> _Answer:
        parts = dict(ready())
        is_ready = all(state == "ok" for state in parts.values())
        return _OK if is_ready else _AWAY, _JSON, orjson.dumps(parts)

    def metrics() -> _Answer:
        return _OK, CONTENT_TYPE_LATEST, generate_latest(registry)

    answers = {"/livez": livez, "/readyz": readyz, "/metrics": metrics}

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        answer = answers.get(environ["PATH_INFO"])
        status, kind, body = answer() if answer else (_UNKNOWN, _TEXT, b"not found\n")
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(body)))])
        return [body]

    return app
