"""What is SQLite's own: how a file is opened, and how its transactions begin."""

from __future__ import annotations

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

BUSY_SECONDS = 10
"""How long a transaction waits for another process's lock before it is refused."""

WRITING = {"floorwalk_writes": True}
"""The execution options of a transaction that writes."""


def open_file(url: URL, *, durable: bool) -> Engine:
    """An engine for a file, which is made when it is first used."""
    # Connections to a file cost little, and the writer must never wait for one until a reader is done.
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, pool_size=16, max_overflow=-1)
    event.listen(engine, "connect", _prepare_durable if durable else _prepare_derived)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_durable(dbapi: Any, _record: object) -> None:
    _prepare(dbapi, "FULL")


def _prepare_derived(dbapi: Any, _record: object) -> None:
    _prepare(dbapi, "NORMAL")


def _prepare(dbapi: Any, synchronous: str) -> None:
    # The driver would otherwise begin transactions by itself, and only before some statements.
    dbapi.isolation_level = None
    dbapi.execute("PRAGMA journal_mode = WAL")
    dbapi.execute(f"PRAGMA synchronous = {synchronous}")
    dbapi.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().keys() >= WRITING.keys()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
