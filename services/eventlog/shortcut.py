"""A batch in one statement, and so in one journey to the server and back, as long as nobody else writes.

The writer supposes that the log is as its own last commit left it, and the streams are as the appends expect. What
follows from that is sent as one statement that does it only where all of it is so: the head is where it was, which
the statement looks at under the head's lock, and each stream is at its version, of which the uniqueness of versions,
ids and receipts' keys says the rest. Otherwise it does nothing, and the batch goes the long way, which locks the head
first and then looks.
"""

from __future__ import annotations

import select
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from services.eventlog import one_go
from services.eventlog.appending import Append, Appended
from services.eventlog.batch import Numbered, number_batch, rows_of
from services.eventlog.errors import LogUnavailable
from services.eventlog.postgresql import is_refusal, own_connection
from services.eventlog.standing import Standing
from services.eventlog.waiting import Waiting


class Shortcut:
    """For one thread, on a connection of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Any = None
        self._last: tuple[int, int] | None = None
        self._is_alone = True

    @property
    def position(self) -> int:
        """That of the head, as far as is known here."""
        return self._last[0] if self._last else 0

    def learn(self, before: int, standing: Standing) -> None:
        """What the long way found, and how it left the log: whoever met nobody there is taken to be alone."""
        self._is_alone = self._last is None or before == self.position
        self._last = (standing.position, standing.recorded)

    def write(self, batch: Sequence[Waiting], source: str, now: datetime) -> Numbered | None:
        """The batch, committed. None when nothing was written, for the log is not as supposed or not known well
        enough.

        Raises:
            LogUnavailable: the server went away; it may be committed.
        """
        if self._last is None or not self._is_alone:
            return None
        supposed = _supposed([waiting.append for waiting in batch])
        if supposed is None:
            return None
        standing = Standing(*self._last, dict(supposed), {})
        numbered = number_batch(batch, standing, source, now)
        if not _is_written_as_a_whole(numbered) or not self._store(numbered, self._last, supposed):
            return None
        self._last = (standing.position, standing.recorded)
        return numbered

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _store(self, numbered: Numbered, before: tuple[int, int], supposed: dict[str, int]) -> bool:
        exist = {stream: version for stream, version in supposed.items() if version}
        try:
            return one_go.store_if(self._connected(), *rows_of(numbered.admitted), before, exist)
        except psycopg.Error as err:
            if is_refusal(err):
                return False
            self._give_up()
            raise LogUnavailable("the database went away") from err
        except SQLAlchemyError as err:
            raise LogUnavailable("the database cannot be reached") from err

    def _connected(self) -> Any:
        """What the server has said to a connection that asked for nothing can only be its farewell."""
        if self._connection is not None and (self._connection.closed or _has_arrived(self._connection)):
            self._give_up()
        if self._connection is None:
            self._connection = own_connection(self._engine)
        return self._connection

    def _give_up(self) -> None:
        # Where the log stands is not known either, when a commit was not heard of.
        self._last = None
        self.close()


def shortcut(engine: Engine) -> Shortcut | None:
    """Where there are journeys to be saved."""
    return Shortcut(engine) if engine.dialect.name == "postgresql" else None


def _supposed(appends: Iterable[Append]) -> dict[str, int] | None:
    """The version at which each stream must be for the first append that expects one. None where one is written
    without an expectation, or not written at all, so that nothing would tell of its version."""
    supposed: dict[str, int] = {}
    written: set[str] = set()
    for append in appends:
        for stream, version in append.expect.items():
            supposed.setdefault(stream, version)
        written.update(new.event.subject for new in append.events)
        if not written <= supposed.keys():
            return None
    return supposed if supposed.keys() == written else None


def _is_written_as_a_whole(numbered: Numbered) -> bool:
    return all(isinstance(outcome, Appended) and outcome.repeated is None for outcome in numbered.outcomes)


def _has_arrived(connection: Any) -> bool:
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    return bool(poll.poll(0))
