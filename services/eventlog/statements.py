"""The SQL of one batch inside a transaction: lock the head, read what concerns the batch, store it. Each kind of
database is asked in its own way: a server in few journeys (`one_go`), a file in few words (`in_file`)."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from services.eventlog import in_file, one_go
from services.eventlog.entries import Entries
from services.eventlog.past import Past


def lock_past(connection: Connection, streams: Collection[str], keys: Collection[str]) -> Past | None:
    """Lock the head until the transaction ends, then read what concerns the streams and the receipts' keys.
    None where the log has no head, since its tables were not migrated."""
    if connection.dialect.name == "postgresql":
        return one_go.lock_past(connection, streams, keys)
    return in_file.read_past(connection.exec_driver_sql, streams, keys)


def store(connection: Connection, entries: Entries) -> None:
    """Insert events and receipts, and move the head to the last event.

    Raises:
        IntegrityError: the id of one of the events is used already.
    """
    if connection.dialect.name == "postgresql":
        one_go.store(connection, entries)
    else:
        in_file.store(connection.exec_driver_sql, connection.exec_driver_sql, entries)
