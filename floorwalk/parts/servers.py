"""WSGI servers on localhost that finish what they began before they stop."""

from __future__ import annotations

import errno
import socket
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_ADDRESSES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
"""What a browser may take ``localhost`` for."""

_NO_SUCH_ADDRESS = {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
_THREADS = 8
_LARGEST_BODY = 64 * 1024 * 1024
"""Beyond it nothing is read; what a route takes is the app's affair."""

_BEAT_SECONDS = 1.0
DRAIN_SECONDS = 4.0
"""How long requests in hand may take when it stops; a second more for the threads."""


class PortInUse(Exception):
    """Another program listens on a port that is needed."""


class Server:
    """One app on some listening sockets.

    Args:
        name: for the thread.
        app: what is served.
        doors: where it listens; closed at the end.
        drain_seconds: how long requests in hand may take when it stops.
    """

    def __init__(
        self, name: str, app: WSGIApplication, doors: Sequence[socket.socket], drain_seconds: float = DRAIN_SECONDS
    ) -> None:
        # A map of sockets, and a loop over it, of its own: the three stop one by one.
        self._map: dict[int, Any] = {}
        create_server(
            app, map=self._map, sockets=list(doors), threads=_THREADS, ident=None, max_request_body_size=_LARGEST_BODY
        )
        self._listeners = [each for each in self._map.values() if isinstance(each, BaseWSGIServer)]
        self.name = name
        self._drain_seconds = drain_seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ask_to_stop(self) -> None:
        """Take no more connections, finish the requests in hand, and end."""
        self._stopping.set()
        self._listeners[0].pull_trigger()

    def wait_stopped(self, timeout: float) -> bool:
        """Whether it ended in time."""
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _serve(self) -> None:
        while not self._stopping.is_set():
            wasyncore.loop(timeout=_BEAT_SECONDS, map=self._map, count=1)
        for listener in self._listeners:
            listener.accepting = False
        drained_by = time.monotonic() + self._drain_seconds
        while self._is_busy() and time.monotonic() < drained_by:
            wasyncore.loop(timeout=0.05, map=self._map, count=1)
        self._listeners[0].task_dispatcher.shutdown(timeout=1)
        for channel in self._channels():
            channel.handle_close()
        wasyncore.close_all(self._map)

    def _is_busy(self) -> bool:
        return any(channel.requests or channel.total_outbufs_len for channel in self._channels())

    def _channels(self) -> list[HTTPChannel]:
        return [each for each in self._map.values() if isinstance(each, HTTPChannel)]


def bind_localhost(port: int) -> list[socket.socket]:
    """Sockets on every address that ``localhost`` has here.

    Raises:
        PortInUse: one of them is taken.
    """
    bound = []
    for family, address in _ADDRESSES:
        try:
            bound.append(_bind(family, address, port))
        except OSError as err:
            if err.errno not in _NO_SUCH_ADDRESS:
                raise PortInUse(f"port {port} of localhost cannot be had: {err.strerror}; try --port") from err
    return bound


def bind(host: str, port: int) -> list[socket.socket]:
    """Sockets on every address that ``host`` has here.

    Raises:
        PortInUse: one of them cannot be had.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        return [_bind(family, str(address[0]), port) for family, *_, address in found]
    except OSError as err:
        raise PortInUse(f"port {port} of {host} cannot be had: {err.strerror}") from err


def _bind(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        # A restart must not wait for the connections of the process before.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener
