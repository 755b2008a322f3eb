"""A batch in a file, by the driver alone. For one who writes by himself SQLAlchemy takes four times as long as the
file and its disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from services.eventlog import in_file
from services.eventlog.batch import Numbered, Written, number_batch
from services.eventlog.database import own_connection
from services.eventlog.errors import LogUnavailable
from services.eventlog.standing import standing_for
from services.eventlog.waiting import Waiting


class OwnFile:
    """For one thread, on a connection of its own. A `shortcut.Shortcut` for a file."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Any = None

    def write(self, batch: Sequence[Waiting], source: str, now: datetime) -> Written | None:
        """The batch, committed. None when nothing was written, for the file refuses something of it.

        Raises:
            LogUnavailable: another process has the file's write lock and does not give it back.
        """
        connection = self._locked()
        try:
            numbered = self._write(connection, batch, source, now)
            connection.execute("COMMIT")
        except sqlite3.Error:
            # Its transaction ends with it, whatever went wrong.
            self.close()
            return None
        except BaseException:
            self.close()
            raise
        return numbered.written

    def close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _write(self, connection: Any, batch: Sequence[Waiting], source: str, now: datetime) -> Numbered:
        standing = standing_for(
            [waiting.append for waiting in batch],
            lambda streams, keys: in_file.read_past(connection.execute, streams, keys),
        )
        numbered = number_batch(batch, standing, source, now)
        in_file.store(connection.execute, connection.executemany, numbered.entries)
        return numbered

    def _locked(self) -> Any:
        """The connection, with the file's one write lock."""
        try:
            if self._connection is None:
                self._connection = own_connection(self._engine)
            self._connection.execute("BEGIN IMMEDIATE")
        except (sqlite3.Error, SQLAlchemyError) as err:
            self.close()
            raise LogUnavailable("the log cannot be locked") from err
        return self._connection
