"""The tables of what belongs to one person alone and is taken away with them: calendars and phones."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table

from services.followup.tables.lasting import metadata

calendars = Table(
    "calendars",
    metadata,
    Column("person_id", String, primary_key=True),
    Column("secret_hash", String, nullable=False),
    Column("language", String, nullable=False),
    Column("made_at", BigInteger, nullable=False),
)
"""Whose calendar can be had by whoever knows a secret, which itself is not kept."""

calendar_entries = Table(
    "calendar_entries",
    metadata,
    Column("person_id", String, primary_key=True),
    Column("uid", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("status", String, nullable=False),
    Column("day", String),
    Column("start_at", BigInteger),
    Column("end_at", BigInteger),
    Column("timezone", String, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
)
"""What a calendar said last, so that it can tell what has changed and what went away. A ``day``, or a start and end."""

push_subscriptions = Table(
    "push_subscriptions",
    metadata,
    Column("id", String, primary_key=True),
    Column("person_id", String, nullable=False),
    Column("device", String, nullable=False),
    Column("language", String, nullable=False),
    Column("box", LargeBinary, nullable=False),
    Column("endpoint_hash", String, nullable=False),
    Column("made_at", BigInteger, nullable=False),
)
"""The browsers that a person wants to be told on. ``box`` has the address and keys, sealed like what channels know."""

Index("calendars_by_secret", calendars.c.secret_hash, unique=True)
Index("push_subscriptions_by_person", push_subscriptions.c.person_id)
Index("push_subscriptions_by_endpoint", push_subscriptions.c.endpoint_hash, unique=True)
