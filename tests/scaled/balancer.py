"""What stands in front of several servers of one kind: it sends each request to one that is ready, and again to another
one when the first went away with it, if that does no harm."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

import httpx

from tests.patience import LONG
from tests.speaking import HTTP

LOOKS_EVERY = 0.25
MAY_BE_REPEATED = {"GET", "PUT"}
_PASSED_ON = {"authorization", "content-type", "sec-fetch-site", "accept"}


class Balancer:
    """Listens on a port of its own."""

    def __init__(self, servers: Sequence[str]) -> None:
        self._servers = servers
        self._ready = set(servers)
        self._turns = count()
        self._http = httpx.Client(timeout=LONG, trust_env=False, limits=httpx.Limits(max_keepalive_connections=50))
        self._closed = threading.Event()
        self.repeated = 0
        handler = type("Handler", (_Handler,), {"balancer": self})
        self._listener = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._listener.server_port}"
        self._threads = [threading.Thread(target=self._listener.serve_forever), threading.Thread(target=self._look)]

    def __enter__(self) -> Balancer:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._listener.shutdown()
        for thread in self._threads:
            thread.join()
        self._listener.server_close()
        self._http.close()

    def pass_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> httpx.Response:
        """The answer of one that is ready; where that one goes away with it, of the next."""
        end = time.monotonic() + LONG
        while True:
            try:
                return self._http.request(method, self._next() + path, headers=headers, content=body)
            except httpx.TransportError:
                if method not in MAY_BE_REPEATED or time.monotonic() > end:
                    raise
                self.repeated += 1

    def _next(self) -> str:
        ready = sorted(self._ready) or self._servers
        return ready[next(self._turns) % len(ready)]

    def _look(self) -> None:
        while not self._closed.wait(LOOKS_EVERY):
            self._ready = {server for server in self._servers if _is_ready(server)}


def _is_ready(server: str) -> bool:
    try:
        return HTTP.get(f"{server}/readyz").is_success
    except httpx.TransportError:
        return False


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    balancer: Balancer

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in self.headers.items() if name.lower() in _PASSED_ON}
        answer = self.balancer.pass_on(self.command, self.path, headers, body)
        self.send_response(answer.status_code)
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    do_PUT = do_GET  # noqa: N815  # the library's name for it

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: who asks says what went wrong."""
