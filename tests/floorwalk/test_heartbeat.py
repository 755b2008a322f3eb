"""While the watch looks an address of the operator's is asked; when it stops looking it falls silent."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from floorwalk.parts.heartbeat import Heartbeat
from floorwalk.settings import SettingsError, settings_from


class Listener(ThreadingHTTPServer):
    """Keeps what it was asked for, and answers with ``status``."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.status = 200
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/ping/secret-of-mine"


class _Handler(BaseHTTPRequestHandler):
    server: Listener

    def do_GET(self) -> None:
        self.server.heard.append(self.path)
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


class Clock:
    seconds = 1_800_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def heart(listener: Listener, clock: Clock) -> Iterator[Heartbeat]:
    heart = Heartbeat(listener.url, clock)
    yield heart
    heart.close()


def test_it_beats_once_a_minute_while_the_watch_looks(heart: Heartbeat, listener: Listener, clock: Clock) -> None:
    for _ in range(125):
        heart.beat(clock.seconds)
        clock.seconds += 1
    assert listener.heard == ["/ping/secret-of-mine"] * 3


def test_it_falls_silent_when_the_watch_does_not_look(heart: Heartbeat, listener: Listener, clock: Clock) -> None:
    looked = clock.seconds
    clock.seconds += 31
    assert not heart.beat(looked)
    assert listener.heard == []


def test_whoever_does_not_answer_does_not_stop_the_watch_and_is_not_named(
    heart: Heartbeat, listener: Listener, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="floorwalk.parts.heartbeat")
    listener.status = 500
    assert heart.beat(clock.seconds)
    gone = Heartbeat("http://127.0.0.1:1/ping/secret-of-mine", clock)
    assert gone.beat(clock.seconds)
    gone.close()
    assert len(caplog.messages) == 2
    assert "secret-of-mine" not in caplog.text


def test_its_address_is_one() -> None:
    url = "https://hc.example/ping/1"
    assert settings_from({"FLOORWALK_HEARTBEAT_URL": url}).heartbeat_url == url
    assert settings_from({}).heartbeat_url is None
    with pytest.raises(SettingsError, match="FLOORWALK_HEARTBEAT_URL"):
        settings_from({"FLOORWALK_HEARTBEAT_URL": "mailto:ops@example.com"})
