"""The tables of one log. The SQL that uses them stands in this package and nowhere else."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    insert,
    select,
)

HEAD_ID = 1

metadata = MetaData()

# SQLite stores a table in the order of its key only when the key is declared INTEGER.
_Position = BigInteger().with_variant(Integer(), "sqlite")

events = Table(
    "events",
    metadata,
    Column("position", _Position, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("subject", String, nullable=False),
    Column("streamversion", BigInteger, nullable=False),
    Column("type", String, nullable=False),
    Column("partitionkey", String, nullable=False),
    Column("recorded", BigInteger, nullable=False),
    Column("body", LargeBinary, nullable=False),
    UniqueConstraint("subject", "streamversion"),
)
"""``body`` is the envelope as JSON, stored as it is published. ``recorded`` is in microseconds."""

receipts = Table(
    "receipts",
    metadata,
    Column("key", String, primary_key=True),
    Column("digest", LargeBinary, nullable=False),
    Column("answer", LargeBinary, nullable=False),
    Column("position", BigInteger, nullable=False),
)
"""What was answered to a write that must not be done twice. ``position`` is that of its last event."""

log_head = Table(
    "log_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
    Column("recorded", BigInteger, nullable=False),
)
"""One row, which every writer locks first: it puts the commits in order. Both are those of the last event."""

relays = Table(
    "relays",
    metadata,
    Column("name", String, primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("holder", String, nullable=False),
    Column("leased_until", BigInteger, nullable=False),
)
"""How far each relay has published, and who may publish until when (system time in microseconds)."""


def create_tables(connection: Connection) -> None:
    """Create what is missing, with a head at position 0."""
    metadata.create_all(connection)
    if connection.execute(select(log_head.c.id)).first() is None:
        connection.execute(insert(log_head).values(id=HEAD_ID, position=0, recorded=0))
