"""A small HTTP server in the observation service's place: it writes down what arrives and answers as it is told."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import orjson


@dataclass(frozen=True)
class Arrived:
    method: str
    path: str
    token: str
    body: bytes

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)


@dataclass
class Desk:
    """``answers`` are given first, in order, then 200. ``refused`` are answered by the end of their path."""

    address: str
    arrived: list[Arrived] = field(default_factory=list)
    answers: deque[tuple[int, Any]] = field(default_factory=deque)
    refused: dict[str, tuple[int, Any]] = field(default_factory=dict)
    people: list[dict[str, Any]] = field(default_factory=list)

    @property
    def written(self) -> list[Arrived]:
        return [each for each in self.arrived if each.method != "GET"]

    def answer(self, arrived: Arrived) -> tuple[int, Any]:
        self.arrived.append(arrived)
        if self.answers:
            return self.answers.popleft()
        if arrived.path.startswith("/v1/people?"):
            return self._page(arrived.path)
        for end, refusal in self.refused.items():
            if arrived.path.endswith(end):
                return refusal
        return 200, {}

    def _page(self, path: str) -> tuple[int, Any]:
        first = int(path.partition("cursor=")[2] or 0)
        rest = self.people[first + 1 :]
        return 200, {"items": self.people[first : first + 1], "next": str(first + 1) if rest else None}


@contextmanager
def open_desk() -> Iterator[Desk]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _handle(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            status, payload = desk.answer(Arrived(self.command, self.path, token, body))
            content = payload if isinstance(payload, bytes) else orjson.dumps(payload)
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST = _handle  # noqa: N815 # named by the library

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        desk = Desk(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield desk
        server.shutdown()
        thread.join()
