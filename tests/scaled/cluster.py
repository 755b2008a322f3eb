"""A PostgreSQL server of a test's own, which may be killed and started again."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_ports


class Cluster:
    """One server on a free port of this machine, with its data in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._port = free_ports(1)
        self.url = f"postgresql://postgres@127.0.0.1:{self._port}/postgres"

    def make(self) -> None:
        _run("initdb", "--pgdata", str(self._folder), "--username=postgres", "--auth=trust", "--no-sync")
        self.start()

    def start(self) -> None:
        settings = f"-p {self._port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c shared_buffers=16MB"
        log = str(self._folder / "server.log")
        _run("pg_ctl", "start", "--wait", "--pgdata", str(self._folder), "--log", log, "--options", settings)

    def stop(self, mode: str) -> None:
        """``fast`` is a restart as an administrator does it, ``immediate`` one as the power does it."""
        _run("pg_ctl", "stop", "--wait", "--pgdata", str(self._folder), "--mode", mode)


@contextmanager
def private_cluster() -> Iterator[Cluster]:
    """A new server, gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        cluster = Cluster(Path(folder) / "data")
        cluster.make()
        try:
            yield cluster
        finally:
            cluster.stop("immediate")


def _run(program: str, *arguments: str) -> None:
    # The server refuses to run as root.
    drop = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
    subprocess.run([*drop, _program(program), *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")


def _program(name: str) -> str:
    """The newest one that is installed. Debian keeps them out of the way."""
    installed: Sequence[Path] = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(installed[-1]) if installed else name
