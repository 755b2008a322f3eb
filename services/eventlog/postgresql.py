"""What is PostgreSQL's own: how a server is reached, how long it is waited for, and what its errors mean."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any, TypeVar
from uuid import uuid4

import orjson
import psycopg
from psycopg.abc import PQGen
from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, InvalidatePoolError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.schema import CreateSchema

from services.eventlog.arrays import take_arrays

CONNECT_SECONDS = 5
LOCK_SECONDS = 10
"""How long a transaction waits for another one's lock before it is refused."""

WRITER = "floorwalk.writer"
"""A setting of every connection, which tells one engine's commits from those of others."""

READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""The execution options of a transaction that only reads."""

ASKING = {"isolation_level": "AUTOCOMMIT"}
"""The execution options where each statement is a transaction by itself."""

_GRACE_SECONDS = 1
"""How much later than the server itself its client loses patience: a server that runs says why it stopped."""

_POOL = {"pool_size": 5, "max_overflow": 25, "pool_timeout": LOCK_SECONDS}
"""More than five connections are closed after use: they are dear to the server."""

_FRESH_SECONDS = 1.0
"""A connection that was idle for longer is asked for a sign of life before it is used again."""

# Of a peer that is gone, and not only silent, the operating system tells.
_KEEPALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}

_AWAY = ("08", "53", "57", "58", "55P03")
"""The server shuts down, runs out of something, cancelled the statement, or gave up waiting for a lock
(classes and codes of PostgreSQL's appendix A)."""

_MIGRATIONS = 0x666C6F6F72
"""The advisory lock of migrations; any number that nobody else uses in this database."""

Answer = TypeVar("Answer")


def open_server(url: URL, *, durable: bool, patience: float) -> Engine:
    """An engine for a database on a server; ``postgres://`` and ``postgresql://`` mean the same."""
    settings = {
        "statement_timeout": int(1_000 * patience),
        "lock_timeout": int(1_000 * min(LOCK_SECONDS, patience)),
        "idle_in_transaction_session_timeout": int(2_000 * patience),
        "synchronous_commit": "on" if durable else "off",
        WRITER: uuid4().hex,
    }
    own = " ".join(f"-c {name}={value}" for name, value in settings.items())
    given = url.query.get("options", "")
    arguments = {
        "connect_timeout": max(1, min(CONNECT_SECONDS, int(patience))),
        "application_name": "floorwalk",
        **_KEEPALIVE,
        **url.query,
        "options": f"{own} {given}".strip(),
    }
    bare = url.set(drivername="postgresql+psycopg", query={})
    engine = create_engine(
        bare, isolation_level="READ COMMITTED", connect_args=arguments, json_deserializer=orjson.loads, **_POOL
    )

    def connect(_dialect: object, _record: object, _args: object, parameters: dict[str, Any]) -> _Patient:
        connection = _Patient.connect(**parameters)
        connection.patience = patience + _GRACE_SECONDS
        take_arrays(connection)
        return connection

    event.listen(engine, "do_connect", connect)
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _ask_for_life)
    return engine


def lock_out_other_migrations(connection: Connection) -> None:
    """Until the transaction ends; waits for whoever did the same."""
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATIONS})


def make_schema(connection: Connection) -> None:
    """The first schema of the search path, where none of them is there."""
    if connection.execute(text("SELECT current_schema()")).scalar() is None:
        first = connection.execute(text("SHOW search_path")).scalar_one().split(",")[0].strip().strip('"')
        connection.execute(CreateSchema(first, if_not_exists=True))


def is_away(err: SQLAlchemyError) -> bool:
    """Whether it is the server, or the way to it, that failed."""
    return isinstance(err, DBAPIError) and (err.connection_invalidated or _says_away(err.orig))


def told_by(err: BaseException | None) -> str:
    """What the server said, where it said anything."""
    said = err.diag.message_primary if isinstance(err, psycopg.Error) else None
    return f"the database cannot take it now: {said}" if said else "the database went away"


def is_refusal(err: psycopg.Error) -> bool:
    """Whether the server is there and says no to a statement: nothing of it was done."""
    return err.sqlstate is not None and not _says_away(err)


def _says_away(err: BaseException | None) -> bool:
    return (getattr(err, "sqlstate", None) or "").startswith(_AWAY)


def _note_use(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["used"] = time.monotonic()


def _ask_for_life(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """The pool's own way would ask before every use, and make an append in three journeys more."""
    if time.monotonic() - record.info.get("used", time.monotonic()) < _FRESH_SECONDS:
        return
    try:
        connection.execute("SELECT 1")
        connection.rollback()
    except psycopg.Error as err:
        raise InvalidatePoolError from err


class _Patient(psycopg.Connection[Any]):
    """A connection that does not wait for ever for a server that is frozen, or cut off without a word: no setting
    of the server helps there, and the driver waits as long as the operating system believes in the peer."""

    patience = float(CONNECT_SECONDS)

    def wait(self, gen: PQGen[Answer], *args: Any, **kwargs: Any) -> Answer:
        return super().wait(self._within_patience(gen), *args, **kwargs)

    def _within_patience(self, gen: PQGen[Answer]) -> Generator[Any, Any, Answer]:
        end = time.monotonic() + self.patience
        try:
            wanted = next(gen)
            while True:
                # The driver comes back empty-handed ten times a second.
                ready = yield wanted
                if not ready and time.monotonic() > end:
                    self.pgconn.finish()
                    raise psycopg.OperationalError(f"the server did not answer within {self.patience:g} s")
                wanted = gen.send(ready)
        except StopIteration as finished:
            answer: Answer = finished.value
            return answer
