"""What the log is held against besides a bare driver: the recorders of the library `eventsourcing`, with a connection
for each client.

On PostgreSQL its recorder knows two ways. As it comes it locks its table for each append, so that the order of events
is the order of their commits and whoever follows misses none: what our log promises, too. Where it is told to, it
calls a function of the server's instead, which is quicker and takes no lock: `bench.following` shows what that means.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any
from uuid import UUID

import orjson
from eventsourcing.persistence import ApplicationRecorder, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore
from sqlalchemy import make_url

from services.eventlog.appending import NewEvent

CONNECTIONS = 16


class Library(ABC):
    """Each event is recorded by itself, as the first of its originator. The state is ready bytes."""

    def __init__(self, url: str) -> None:
        self._datastore, self._recorder = self.open(url)

    @abstractmethod
    def open(self, url: str) -> tuple[Any, ApplicationRecorder]:
        """Where it keeps its events, with its tables made."""

    def numbers_after(self, number: int, limit: int) -> list[int]:
        """Of the events that follow, as one who follows reads them."""
        found = self._recorder.select_notifications(number, limit, inclusive_of_start=False)
        return [notification.id for notification in found]

    def prepare(self, event: NewEvent) -> StoredEvent:
        facts = {"rep": event.partitionkey, "actor": event.actor, "id": event.id, "data": event.event.to_data()}
        return stored(event.event.subject.partition("/")[2], 1, event.event.TYPE, orjson.dumps(facts))

    def client(self) -> Callable[[StoredEvent], object]:
        return self._insert

    def close(self) -> None:
        self._datastore.close()

    def _insert(self, event: StoredEvent) -> object:
        return self._recorder.insert_events([event])


class LibraryOnPostgres(Library):
    BY_FUNCTION = False

    def open(self, url: str) -> tuple[PostgresDatastore, ApplicationRecorder]:
        datastore = postgres_datastore(url, by_function=self.BY_FUNCTION)
        recorder = PostgresApplicationRecorder(datastore)
        recorder.create_table()
        return datastore, recorder


class LibraryByFunction(LibraryOnPostgres):
    BY_FUNCTION = True


class LibraryInFiles(Library):
    def open(self, url: str) -> tuple[SQLiteDatastore, ApplicationRecorder]:
        datastore = SQLiteDatastore(make_url(url).database or "", pool_size=CONNECTIONS, pool_timeout=60)
        recorder = SQLiteApplicationRecorder(datastore)
        recorder.create_table()
        return datastore, recorder


def postgres_datastore(url: str, *, by_function: bool) -> PostgresDatastore:
    at = make_url(url)
    return PostgresDatastore(
        at.database or "",
        at.host or "127.0.0.1",
        at.port or 5432,
        at.username or "",
        str(at.password or ""),
        connect_timeout=60,
        pool_size=CONNECTIONS,
        enable_db_functions=by_function,
    )


def stored(originator: str, version: int, topic: str, state: bytes) -> StoredEvent:
    return StoredEvent(originator_id=UUID(originator), originator_version=version, topic=topic, state=state)
