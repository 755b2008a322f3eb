"""The alerts, when they were paused, and which promises were told to be overdue."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from services.followup.tables.lasting import metadata

alerts = Table(
    "alerts",
    metadata,
    Column("id", String, primary_key=True),
    Column("about", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("rep_id", String, nullable=False),
    Column("team_id", String),
    Column("level", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("began_at", BigInteger, nullable=False),
    Column("raised_at", BigInteger, nullable=False),
    Column("resolved_at", BigInteger),
    Column("version", Integer, nullable=False),
    Column("changed_at", BigInteger, nullable=False, server_default="0"),
    Column("acknowledged_until", BigInteger),
    Column("snoozed_until", BigInteger),
    Column("unreached_level", Integer),
    Column("unreached_at", BigInteger),
    Column("acknowledged_level", Integer),
)
"""Kept with each append to the service's own log. ``version`` is that of the alert's stream, ``changed_at`` when the
last thing happened to it. ``state`` is raised or resolved; the rest of it is the clock's to say.
``acknowledged_level`` is the level that was reached when it was acknowledged last; ``unreached_…`` that at which every
delivery came to nothing, and when that was known."""

alert_pauses = Table(
    "alert_pauses",
    metadata,
    Column("alert_id", String, primary_key=True),
    Column("kind", String, primary_key=True),
    Column("id", String, primary_key=True),
    Column("by_id", String, nullable=False),
    Column("from_at", BigInteger, nullable=False),
    Column("until_at", BigInteger, nullable=False),
    Column("box", String),
)
"""The times in which an alert was acknowledged or snoozed, so that its ladder stands still. Kept like the alerts."""

falls = Table(
    "falls",
    metadata,
    Column("commitment_id", String, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("overdue_from", BigInteger, nullable=False),
)
"""Which revisions of a promise were told to have fallen overdue. Kept like the alerts."""

Index("alerts_by_about", alerts.c.about)
Index("alerts_by_state", alerts.c.state, alerts.c.began_at, alerts.c.id)
Index("alerts_by_beginning", alerts.c.began_at, alerts.c.id)
