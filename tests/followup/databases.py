"""One database of each kind for all of a process's tests, as good as new before each: that takes a tenth of the time of
making another, and what was compiled to speak to it stays."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql
from sqlalchemy import Engine

from tests.followup.desk import create_read_side, open_followup, open_read_side
from tests.scaled.servers import fresh_database

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
_OF_LATER_GENERATIONS = r" AND tablename ~ '_[0-9]+$' AND tablename !~ '_1$'"


class Database(Protocol):
    def as_new(self) -> Engine:
        """The read side's tables with nothing in them. It belongs to who asked last."""


class FileDatabase:
    def __init__(self, folder: Path) -> None:
        self._path, self._new = folder / "followup.db", folder / "new.db"
        open_followup(self._new).dispose()
        self._engine = open_followup(self._path)

    def as_new(self) -> Engine:
        self._engine.dispose()
        for left in self._path.parent.glob(f"{self._path.name}*"):
            left.unlink()
        shutil.copyfile(self._new, self._path)
        return self._engine


class ServerDatabase:
    def __init__(self, url: str) -> None:
        self._url, self._engine = url, open_read_side(url)

    def as_new(self) -> Engine:
        with psycopg.connect(self._url, autocommit=True) as connection:
            for (later,) in connection.execute(_TABLES + _OF_LATER_GENERATIONS).fetchall():
                connection.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(later)))
            left = [sql.Identifier(name) for (name,) in connection.execute(_TABLES).fetchall()]
            connection.execute(sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(each) for each in left))
        create_read_side(self._engine)
        return self._engine


@contextmanager
def server_database() -> Iterator[ServerDatabase]:
    with fresh_database() as url:
        yield ServerDatabase(url)
