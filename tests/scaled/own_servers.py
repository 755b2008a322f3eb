"""A PostgreSQL and a RabbitMQ of a test's own, which may be killed, frozen, run short of memory and started again."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from stack import members
from stack.folder import Folder
from stack.postgresql import PrivatePostgres
from stack.rabbitmq import PrivateRabbit
from tests.ports import free_ports

_PORTS = 4
"""One of PostgreSQL, three of RabbitMQ."""


class OwnServer:
    """One of the two, with all the processes it has started."""

    def __init__(self, server: PrivatePostgres | PrivateRabbit) -> None:
        self._server = server
        self.url = server.url
        self._lives: list[members.Process] = []

    def start(self) -> None:
        self._lives.append(self._server.start())

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Have all of it end, and wait until it has."""
        self._signal(how)
        members.stop(self._lives[-1].pid, how)

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def bury(self) -> None:
        """At the end, whatever state it is in."""
        if self._lives:
            self.end()
        for life in self._lives:
            life.wait()

    def _signal(self, how: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._lives[-1].pid, how)


class OwnServers:
    def __init__(self, folder: Path) -> None:
        port = free_ports(_PORTS)
        self._rabbit = PrivateRabbit(Folder(folder), port + 1)
        self.control_rabbit = self._rabbit.control
        self.postgres = OwnServer(PrivatePostgres(Folder(folder), port))
        self.rabbit = OwnServer(self._rabbit)

    def bury(self) -> None:
        self.rabbit.bury()
        self._rabbit.end_epmd()
        self.postgres.bury()


@contextmanager
def own_servers(*, broker: bool = True) -> Iterator[OwnServers]:
    """Both running, or the database alone; gone at the end, with all they held."""
    folder = Path(tempfile.mkdtemp(prefix="floorwalk-"))
    # They run as users of their own, who have to pass.
    folder.chmod(0o711)
    servers = OwnServers(folder)
    try:
        servers.postgres.start()
        if broker:
            servers.rabbit.start()
        yield servers
    finally:
        servers.bury()
        shutil.rmtree(folder)
