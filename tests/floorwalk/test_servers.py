"""A server answers on every address of localhost, and finishes what it began before it stops."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from floorwalk.parts.servers import PortInUse, Server, bind_localhost
from tests.patience import LONG
from tests.ports import free_port
from tests.speaking import HTTP

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

PAGE = b"x" * 3_000_000


class SlowPage:
    """A WSGI app that begins a large page and ends it when it is told to."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        self.begun.set()
        self.may_end.wait(2 * LONG)
        start_response("200 OK", [("Content-Length", str(len(PAGE)))])
        return [PAGE]


def test_a_request_in_hand_is_finished() -> None:
    page, port = SlowPage(), free_port()
    server = Server("web", page, bind_localhost(port))
    server.start()
    got: list[httpx.Response] = []
    reader = threading.Thread(target=lambda: got.append(HTTP.get(f"http://127.0.0.1:{port}/")))
    reader.start()
    assert page.begun.wait(LONG)
    server.ask_to_stop()
    page.may_end.set()
    assert server.wait_stopped(LONG)
    reader.join(LONG)
    assert got[0].content == PAGE
    with pytest.raises(httpx.ConnectError):
        HTTP.get(f"http://127.0.0.1:{port}/")


def test_a_request_without_end_does_not_keep_it() -> None:
    page, port = SlowPage(), free_port()
    server = Server("web", page, bind_localhost(port), drain_seconds=0.2)
    server.start()
    failures: list[Exception] = []

    def read() -> None:
        try:
            HTTP.get(f"http://127.0.0.1:{port}/")
        except httpx.HTTPError as err:
            failures.append(err)

    reader = threading.Thread(target=read)
    reader.start()
    assert page.begun.wait(LONG)
    server.ask_to_stop()
    assert server.wait_stopped(LONG)
    page.may_end.set()
    reader.join(LONG)
    assert failures


def test_a_port_in_use_is_told() -> None:
    port = free_port()
    taken = bind_localhost(port)
    with pytest.raises(PortInUse, match=f"port {port}"):
        bind_localhost(port)
    for each in taken:
        each.close()
