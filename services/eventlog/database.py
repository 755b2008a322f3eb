"""How a log's database is opened, and its kinds of transaction. What is one database's own stands in its module."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from services.eventlog import postgresql, sqlite

PATIENCE_SECONDS = 30.0
"""How long a server may take over one statement."""

_READING = {"postgresql": postgresql.READING}
_WRITING = {"sqlite": sqlite.WRITING}


def open_database(url: str, *, durable: bool = True, patience: float = PATIENCE_SECONDS) -> Engine:
    """An engine for ``url``; nothing connects yet.

    Args:
        url: an SQLAlchemy URL, for example ``sqlite:////var/floorwalk/observation.db`` or
            ``postgresql://floorwalk@db.example/observation``.
        durable: a commit is on the disk when it returns. Without it the last commits may be lost with the
            power (never with the process), which suits what can be derived again.
        patience: how many seconds a server may take over one statement. A file has no such limit.
    """
    parsed = make_url(url)
    match parsed.get_backend_name():
        case "sqlite":
            return sqlite.open_file(parsed, durable=durable)
        case "postgresql" | "postgres":
            return postgresql.open_server(parsed, durable=durable, patience=patience)
        case other:
            raise ValueError(f"the log runs on sqlite and postgresql, not on {other}")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes. In a file it has the one write lock from its first moment, so that what it read
    cannot have changed when it writes; on a server each statement sees what was committed before it, and a row
    that must not change has to be locked, or updated on a condition."""
    with engine.connect() as connection:
        connection.execution_options(**_WRITING.get(engine.dialect.name, {}))
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, sees one state all along, and does not wait for writers."""
    with engine.connect() as connection:
        connection.execution_options(**_READING.get(engine.dialect.name, {}))
        with connection.begin():
            yield connection


@contextmanager
def asking(engine: Engine) -> Iterator[Connection]:
    """For what one statement reads, which sees one state by itself. A server is asked in a third of the journeys that
    a transaction takes; a second statement may see another state."""
    if engine.dialect.name != "postgresql":
        with reading(engine) as connection:
            yield connection
        return
    with engine.connect() as connection:
        yield connection.execution_options(**postgresql.ASKING)


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A transaction that changes tables. Whoever wants to at the same time waits for its end."""
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":
            postgresql.lock_out_other_migrations(connection)
        yield connection


def own_connection(engine: Engine) -> Any:
    """A connection of the driver's, apart from the pool, each statement of which is a transaction by itself as long as
    none is begun. It is the caller's to close.

    Raises:
        SQLAlchemyError: the database cannot be reached, or refuses.
    """
    pooled = engine.raw_connection()
    connection: Any = pooled.driver_connection
    pooled.detach()
    if engine.dialect.name == "postgresql":
        connection.autocommit = True
    return connection


def make_schema(connection: Connection) -> None:
    """On a server whose URL names a schema of its own that is not there yet, make it."""
    if connection.dialect.name == "postgresql":
        postgresql.make_schema(connection)


def told_by(err: SQLAlchemyError) -> str:
    """Why it is away, as far as it said so itself."""
    return postgresql.told_by(err.orig if isinstance(err, DBAPIError) else None)


def is_away(err: SQLAlchemyError) -> bool:
    """Whether the database itself failed, so that no part of what it refused would fare better now."""
    return postgresql.is_away(err)
