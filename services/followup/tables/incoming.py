"""What is known of the observation log, and what of it could not be taken in."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table

from services.followup.tables.lasting import metadata, only

parked = Table(
    "parked",
    metadata,
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("partitionkey", String, nullable=False),
    Column("type", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("reason", String, nullable=False),
)
"""Events that could not be applied, and those that came after them with the same partition key."""

progress = Table(
    "progress",
    metadata,
    only(),
    Column("head", BigInteger, nullable=False),
    Column("head_read_system", BigInteger, nullable=False),
    Column("caught_up_system", BigInteger, nullable=False),
)
"""The head of the observation log as last read from its feed, and when the read model last had all of it."""

Index("parked_by_partitionkey", parked.c.generation, parked.c.partitionkey)
