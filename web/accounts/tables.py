"""The tables of the web database. Instants are whole microseconds of system time; secrets are kept as hashes only."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Connection, Float, LargeBinary, MetaData, String, Table

metadata = MetaData()

accounts = Table(
    "account",
    metadata,
    Column("person_id", String(36), primary_key=True),
    Column("email", String(200), unique=True, nullable=False),
    Column("name", String(200), nullable=False),
    Column("roles", String(200), nullable=False),
    Column("team_id", String(36)),
    Column("password_hash", String(200), nullable=False),
    Column("checked_at", BigInteger, nullable=False),
)

sessions = Table(
    "session",
    metadata,
    Column("token_hash", LargeBinary(32), primary_key=True),
    Column("id", String(36), unique=True, nullable=False),
    Column("person_id", String(36), index=True, nullable=False),
    Column("roles", String(200), nullable=False),
    Column("device", String(200), nullable=False),
    Column("began_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    Column("idle_until", BigInteger, nullable=False),
    Column("ends_at", BigInteger, nullable=False),
    Column("before_hash", LargeBinary(32)),
    Column("before_until", BigInteger),
)
"""``before_hash`` is of the token that was rotated away, taken until ``before_until``."""

codes = Table(
    "enrolment_code",
    metadata,
    Column("code_hash", LargeBinary(32), primary_key=True),
    Column("person_id", String(36), index=True, nullable=False),
    Column("made_by", String(36), nullable=False),
    Column("ends_at", BigInteger, nullable=False),
)

buckets = Table(
    "bucket",
    metadata,
    Column("name", LargeBinary(32), primary_key=True),
    Column("tokens", Float, nullable=False),
    Column("filled_at", BigInteger, nullable=False),
)

entries = Table(
    "entry",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("arrived_at", BigInteger, nullable=False),
)


def create_tables(connection: Connection) -> None:
    """Make the tables that are missing."""
    metadata.create_all(connection)
