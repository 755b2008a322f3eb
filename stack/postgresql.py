"""A PostgreSQL server of the stack's own, from the programs that are installed."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from stack import members
from stack.folder import Folder

_DEBIAN = Path("/usr/lib/postgresql")
_START_SECONDS = 30


class PostgresMissing(Exception):
    """There is no PostgreSQL here to start."""


class PrivatePostgres:
    def __init__(self, folder: Folder, port: int) -> None:
        self._folder = folder
        self._port = port
        self._user = members.service_user("postgres") if _is_installed() else None
        password = folder.secret("postgresql")
        self.url = f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres"

    def start(self) -> members.Process:
        """Returns when it answers.

        Raises:
            PostgresMissing, NotReady
        """
        if not _is_installed():
            raise PostgresMissing("no PostgreSQL is installed; give a server's URL in FLOORWALK_STACK_POSTGRES")
        data = self._folder.room("postgresql", self._user) / "data"
        if not _exists(data):
            self._make(data)
        settings = {"port": self._port, "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(_program("postgres")), "-D", str(data), *options]
        process = members.start(command, os.environ, self._folder.log("postgresql"), self._user)
        members.wait_until(self._answers, _START_SECONDS, "PostgreSQL")
        return process

    def _make(self, data: Path) -> None:
        password = self._folder.hand_over("postgresql/password", self._folder.secret("postgresql"), self._user)
        command = [str(_program("initdb")), "-D", str(data), "-U", "postgres", "--auth=scram-sha-256"]
        command += ["--encoding=UTF8", "--locale=C.UTF-8", f"--pwfile={password}"]
        members.run(command, os.environ, self._folder.log("postgresql"), self._user)
        password.unlink()

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


STOP = signal.SIGINT
"""Asks PostgreSQL to end sessions and shut down properly."""


def make_databases(server: str, names: Iterable[str]) -> dict[str, str]:
    """The URLs of these databases on a server, by name; those that are missing are made."""
    urls = {}
    with psycopg.connect(server, autocommit=True) as connection:
        for name in names:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
            if found is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            urls[name] = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    return urls


def _is_installed() -> bool:
    return _program("postgres").exists()


def _program(name: str) -> Path:
    """The newest one. Debian keeps them off the path."""
    installed = sorted(_DEBIAN.glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    found = shutil.which(name)
    return installed[-1] if installed else Path(found or name)


def _exists(data: Path) -> bool:
    try:
        return (data / "PG_VERSION").exists()
    except PermissionError:
        return True
