"""What was sent, is to be sent, and up to where that was planned."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from services.followup.tables.lasting import metadata, only

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String, primary_key=True),
    Column("channel_id", String, nullable=False),
    Column("receiver", String, nullable=False),
    Column("alert_id", String),
    Column("level", Integer),
    Column("audience", String),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger),
    Column("message_id", String),
    Column("holder", String),
    Column("leased_until_system", BigInteger),
    Column("why", String),
    Column("made_at", BigInteger, nullable=False),
    Column("sent_at", BigInteger),
    Column("event_id", String),
)
"""One row per alert, level, channel and receiver; without an alert it is a test. ``event_id`` is the event by which the
alert came to the level. ``next_at`` is None once it is over.
``message_id`` is what it was first tried as, alone or in a digest, and is tried as again."""

planning = Table("planning", metadata, only(), Column("position", BigInteger, nullable=False))
"""One row: up to which event of the service's own log deliveries were planned."""

Index("deliveries_by_event", deliveries.c.event_id)
Index("deliveries_by_next_at", deliveries.c.next_at)
Index("deliveries_by_receiver", deliveries.c.channel_id, deliveries.c.receiver, deliveries.c.next_at)
Index("deliveries_by_state", deliveries.c.state, deliveries.c.made_at, deliveries.c.id)
Index("deliveries_by_making", deliveries.c.made_at, deliveries.c.id)
Index("deliveries_by_sending", deliveries.c.channel_id, deliveries.c.receiver, deliveries.c.sent_at)
