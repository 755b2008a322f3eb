"""The log of one service, as its users see it."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from contracts.clock import Clock
from contracts.envelope import Envelope
from services.eventlog.appending import Append, Appended, Receipt
from services.eventlog.batch import Hook, Inline
from services.eventlog.database import asking
from services.eventlog.errors import LogUnavailable
from services.eventlog.listening import Listener, listen
from services.eventlog.reading import read_beginnings, read_bodies, read_head, read_receipt, read_stream
from services.eventlog.writer import Writer

POLL_SECONDS = 0.25
"""How late `wait_beyond` sees what another process appended, where the database does not tell."""

_log = logging.getLogger(__name__)


class EventLog:
    """Every event of one service, in one order for all readers. Safe to share between threads.

    Args:
        engine: the database with the log's tables; whoever opened it disposes of it, after `close`.
        source: who writes here, the ``source`` of every envelope.
        clock: domain time, which dates when events are recorded.
        inline: called in each append's transaction with its envelopes as they are stored; what it raises
            refuses the append. It may be called again for the same append when a transaction failed.
        inline_types: the types of events it is called for, with all events of their append; None for all types.
            Appends of others are quicker.
    """

    def __init__(
        self,
        engine: Engine,
        source: str,
        clock: Clock,
        inline: Inline | None = None,
        inline_types: Collection[str] | None = None,
    ) -> None:
        self._engine = engine
        self._wakes: list[Callable[[], None]] = []
        self._committed = 0
        self._closed = False
        self._progress = threading.Condition()
        self._listener: Listener | None = None
        hook = Hook(inline, inline_types) if inline else None
        self._writer = Writer(engine, source, clock, hook, self._announce)

    def append(self, append: Append) -> Appended:
        """Write the append, or nothing of it. Returns when it is committed.

        Raises:
            VersionConflict: a stream is not at the version that was expected.
            ReceiptConflict: its receipt's key was used for something else.
            EventIdTaken: an event with one of the ids is in the log.
            LogUnavailable: the database refuses, or the log is closed (LogClosed).
            marshmallow.ValidationError, ValueError: an event does not fit its definition.
            Exception: whatever a hook raised to refuse it.
        """
        return self._writer.append(append)

    @property
    def waiting(self) -> int:
        """How many appends wait for the writer now, apart from those it is writing."""
        return self._writer.waiting

    def read_stream(self, subject: str) -> list[Envelope]:
        """Every event of one stream, oldest first."""
        with self._asking() as connection:
            return read_stream(connection, subject)

    def read_beginnings(self, subjects: Sequence[str]) -> dict[str, Envelope]:
        """The first event of each of these streams that has begun."""
        with self._asking() as connection:
            return read_beginnings(connection, subjects)

    def receipt(self, key: str) -> Receipt | None:
        """The receipt filed under ``key``."""
        with self._asking() as connection:
            return read_receipt(connection, key)

    def read(self, after: int, limit: int) -> list[bytes]:
        """Up to ``limit`` events that follow position ``after``, as the JSON they are stored and published in."""
        with self._asking() as connection:
            return read_bodies(connection, after, limit)

    def head(self) -> int:
        """Position of the last event, 0 when there is none."""
        with self._asking() as connection:
            return read_head(connection)

    def look(self) -> None:
        """Whether it can be read, and written as far as the last append could tell.

        Raises:
            LogUnavailable
        """
        self.head()
        if trouble := self._writer.trouble:
            raise LogUnavailable(trouble)

    def wait_beyond(self, position: int, timeout: float) -> int:
        """The head, as soon as it is beyond ``position``, and after ``timeout`` seconds in any case."""
        self._listen()
        end = time.monotonic() + timeout
        while (head := self.head()) <= position and (left := end - time.monotonic()) > 0:
            with self._progress:
                self._progress.wait_for(lambda: self._committed > position or self._closed, min(left, POLL_SECONDS))
                if self._closed:
                    break
        return head

    def subscribe(self, wake: Callable[[], None]) -> None:
        """Have ``wake`` called after each commit, on a thread of the log's: it must not wait.

        Of other processes' commits it hears only where the database tells of them, and not while it is cut off.
        """
        self._wakes.append(wake)
        self._listen()

    def close(self) -> None:
        """Commit what waits, take nothing more, wake whoever waits for more. Reading still works."""
        self._writer.close()
        with self._progress:
            self._closed = True
            self._progress.notify_all()
            listener, self._listener = self._listener, None
        if listener:
            listener.close()

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        try:
            with asking(self._engine) as connection:
                yield connection
        except SQLAlchemyError as err:
            raise LogUnavailable("the log cannot be read") from err

    def _listen(self) -> None:
        """From now on; a log that is only written needs no listener."""
        with self._progress:
            if self._listener is None and not self._closed:
                self._listener = listen(self._engine, self._announce)

    def _announce(self, head: int) -> None:
        with self._progress:
            self._committed = max(head, self._committed)
            self._progress.notify_all()
        for wake in tuple(self._wakes):
            try:
                wake()
            except Exception:
                # A listener's fault is not the append's, which is committed.
                _log.exception("a listener of the log failed")
