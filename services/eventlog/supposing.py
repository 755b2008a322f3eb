"""A batch in one statement, and so in one journey to the server and back, whoever else writes.

The writer supposes that the streams are as the appends expect, and numbers the batch from where the log stands,
wherever that is. What follows from that is sent as one statement that adds the position under the head's lock, and does
it only where each stream is at its version, of which the uniqueness of versions, ids and receipts' keys says the rest.
Otherwise it does nothing, and the batch goes the long way, which locks the head first and then looks.
"""

from __future__ import annotations

import select
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from services.eventlog.appending import Append, Appended
from services.eventlog.batch import Numbered, Written, number_batch
from services.eventlog.database import own_connection
from services.eventlog.entries import Entries
from services.eventlog.errors import LogUnavailable
from services.eventlog.numbering import Numbering
from services.eventlog.postgresql import is_refusal, told_by
from services.eventlog.standing import Standing
from services.eventlog.waiting import Waiting


class Supposing:
    """For one thread, on a connection of its own. A `shortcut.Shortcut` for a server."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Any = None
        self._numbering: Numbering | None = None

    def write(self, batch: Sequence[Waiting], source: str, now: datetime) -> Written | None:
        """The batch, committed. None when nothing was written, for the log is not as supposed.

        Raises:
            LogUnavailable: the server went away; it may be committed.
        """
        supposed = _supposed([waiting.append for waiting in batch])
        if supposed is None:
            return None
        numbered = number_batch(batch, Standing(0, 0, dict(supposed), {}), source, now)
        if not _is_written_as_a_whole(numbered):
            return None
        before = self._store(numbered.entries, supposed)
        if before is None:
            return None
        outcomes = [Appended(before + one.position) for one in numbered.admitted]
        return Written(outcomes, before + numbered.entries.head[0] if numbered.entries.events else None)

    def close(self) -> None:
        connection, self._connection, self._numbering = self._connection, None, None
        if connection is not None:
            connection.close()

    def _store(self, entries: Entries, supposed: dict[str, int]) -> int | None:
        exist = {stream: version for stream, version in supposed.items() if version}
        try:
            return self._connected().store(entries, exist)
        except psycopg.Error as err:
            if is_refusal(err):
                return None
            self.close()
            raise LogUnavailable(told_by(err)) from err
        except SQLAlchemyError as err:
            raise LogUnavailable("the database cannot be reached") from err

    def _connected(self) -> Numbering:
        """What the server has said to a connection that asked for nothing can only be its farewell."""
        if self._connection is not None and (self._connection.closed or _has_arrived(self._connection)):
            self.close()
        if self._connection is None:
            self._connection = own_connection(self._engine)
        if self._numbering is None:
            self._numbering = Numbering(self._connection)
        return self._numbering


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
