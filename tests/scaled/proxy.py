"""Something between a client and a server that can cut them off, or freeze what they say."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

CHUNK = 4_096


class Proxy:
    """Listens on a port of its own, and passes on what comes until it is told otherwise."""

    def __init__(self, host: str, port: int) -> None:
        self._server = (host, port)
        self._flows = threading.Event()
        self._flows.set()
        self._takes = True
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Proxy:
        return self

    def __exit__(self, *_: object) -> None:
        self.refuse()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def freeze(self) -> None:
        """Pass nothing on, and say nothing, until it heals. What was said meanwhile is passed on then."""
        self._flows.clear()

    def cut(self) -> None:
        """End every connection there is. What was frozen in it is lost."""
        with self._lock:
            ends, self._ends = self._ends, set()
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def refuse(self) -> None:
        """End every connection, and let no new one be, until it heals."""
        self._takes = False
        self.cut()

    def heal(self) -> None:
        self._takes = True
        self._flows.set()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self._takes:
                    self._join(client)
                else:
                    client.close()

    def _join(self, client: socket.socket) -> None:
        try:
            server = socket.create_connection(self._server, timeout=5)
        except OSError:
            client.close()
            return
        server.settimeout(None)
        with self._lock:
            self._ends |= {client, server}
        for source, target in ((client, server), (server, client)):
            threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while said := source.recv(CHUNK):
                self._flows.wait()
                target.sendall(said)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)
        with self._lock:
            self._ends -= {source, target}
        source.close()
