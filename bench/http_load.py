"""A client that costs next to nothing: requests that were made beforehand, on some connections that stay open, from a
process of its own."""

from __future__ import annotations

import multiprocessing
import selectors
import socket
import time
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answered:
    """``waits`` are in seconds, one a request."""

    seconds: float
    waits: Sequence[float]
    statuses: Mapping[int, int]

    @property
    def per_second(self) -> float:
        return len(self.waits) / self.seconds


def request(method: str, path: str, port: int, headers: Mapping[str, str], body: bytes) -> bytes:
    """As it goes over the wire."""
    all_headers = {"Host": f"127.0.0.1:{port}", "Content-Length": str(len(body)), **headers}
    head = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in all_headers.items())]
    return "\r\n".join([*head, "", ""]).encode() + body


def send(port: int, requests: Sequence[bytes], connections: int) -> Answered:
    """Send all of them, each connection one after the other, and wait for the answers."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_send, args=(theirs, port, requests, connections))
    process.start()
    answered: Answered = ours.recv()
    process.join()
    return answered


class _Line:
    """One connection, and the answer it waits for."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._received = b""
        self._sent = 0.0

    def send(self, message: bytes) -> None:
        self._received, self._sent = b"", time.perf_counter()
        self.socket.sendall(message)

    def answer(self) -> tuple[int, float] | None:
        """Status and seconds, once all of the answer is here."""
        self._received += self.socket.recv(65_536)
        head, separator, body = self._received.partition(b"\r\n\r\n")
        if not separator or len(body) < _content_length(head.split(b"\r\n")[1:]):
            return None
        return int(head.split(b" ", 2)[1]), time.perf_counter() - self._sent


def _content_length(headers: Iterable[bytes]) -> int:
    found = (header.split(b":")[1] for header in headers if header.lower().startswith(b"content-length:"))
    return int(next(found, b"0"))


def _send(pipe: Any, port: int, requests: Sequence[bytes], connections: int) -> None:
    left, statuses = deque(requests), Counter[int]()
    waits: list[float] = []
    began = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for _ in range(min(connections, len(left))):
            line = _Line(port)
            selector.register(line.socket, selectors.EVENT_READ, line)
            line.send(left.popleft())
        while len(waits) < len(requests):
            for key, _ in selector.select():
                if answered := key.data.answer():
                    statuses[answered[0]] += 1
                    waits.append(answered[1])
                    if left:
                        key.data.send(left.popleft())
    pipe.send(Answered(time.perf_counter() - began, waits, statuses))
