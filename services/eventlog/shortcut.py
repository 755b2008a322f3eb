"""How a batch is written on which no hook hangs: not through SQLAlchemy, which hooks need, and in no more journeys or
words than its database asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import Engine

from services.eventlog.batch import Written
from services.eventlog.own_file import OwnFile
from services.eventlog.supposing import Supposing
from services.eventlog.waiting import Waiting


class Shortcut(Protocol):
    """For one thread, on a connection of its own."""

    def write(self, batch: Sequence[Waiting], source: str, now: datetime) -> Written | None:
        """The batch, committed. None when nothing was written, and the long way has to find out why.

        Raises:
            LogUnavailable: the database cannot be used now.
        """

    def close(self) -> None:
        """Give the connection back to its database; a later batch opens another one."""


def shortcut(engine: Engine) -> Shortcut:
    """The one of this kind of database."""
    return Supposing(engine) if engine.dialect.name == "postgresql" else OwnFile(engine)
