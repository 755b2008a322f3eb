"""What the watch has to look at, and when it last did."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from services.followup.tables.lasting import metadata, only

watch_queue = Table(
    "watch_queue",
    metadata,
    Column("subject", String, primary_key=True),
    Column("rep_id", String, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    Column("touches", BigInteger, nullable=False),
)
"""What the watch has to look at, and when. ``touches`` counts how often the read model changed it."""

watch_state = Table(
    "watch_state",
    metadata,
    only(),
    Column("generation", Integer, nullable=False),
    Column("ticked_system", BigInteger, nullable=False),
    Column("as_of", BigInteger),
)
"""The generation that the queue was made for, the watch's last look, and how old what it saw was, if it was old."""

Index("watch_queue_by_next_at", watch_queue.c.next_at, watch_queue.c.subject)
