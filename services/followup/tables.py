"""The tables that outlive every generation of the read model. The SQL that uses them stands in this package.

Instants of the domain are whole microseconds; ``…_system`` ones are system time, which leases and lag go by.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    select,
)

from services.followup.readmodel.shape import shape
from services.followup.readmodel.tables import generation

ONLY = 1
"""The key of tables that have one row."""

FIRST_GENERATION = 1

metadata = MetaData()


def _only() -> Column[Any]:
    return Column("id", Integer, primary_key=True, autoincrement=False)


read_model = Table(
    "read_model", metadata, _only(), Column("live", Integer, nullable=False), Column("newest", Integer, nullable=False)
)
"""One row, which says which generation is read, and which was begun last: no number is ever used again."""

generations = Table(
    "generations",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
    Column("holder", String),
    Column("leased_until_system", BigInteger),
    Column("shape", String),
)
"""The checkpoint of each generation, by which version of the code it was filled (``shape``), and who is filling it
until when; nobody, once it was live. One that is read no more is kept until then."""

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
    _only(),
    Column("head", BigInteger, nullable=False),
    Column("head_read_system", BigInteger, nullable=False),
    Column("caught_up_system", BigInteger, nullable=False),
)
"""The head of the observation log as last read from its feed, and when the read model last had all of it."""

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
    _only(),
    Column("generation", Integer, nullable=False),
    Column("ticked_system", BigInteger, nullable=False),
    Column("as_of", BigInteger),
)
"""The generation that the queue was made for, the watch's last look, and how old what it saw was, if it was old."""

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
)
"""Kept with each append to the service's own log. ``version`` is that of the alert's stream, ``changed_at`` when the
last thing happened to it. ``state`` is raised or resolved; the rest of it is the clock's to say."""

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

alert_policies = Table(
    "alert_policies",
    metadata,
    Column("id", String, primary_key=True),
    Column("body", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("changed_by", String, nullable=False),
)
"""What teams, by their ids, and the ``default`` are alerted by, as it was put."""

silences = Table(
    "silences",
    metadata,
    Column("id", String, primary_key=True),
    Column("team_id", String, nullable=False),
    Column("from_at", BigInteger, nullable=False),
    Column("until_at", BigInteger, nullable=False),
    Column("by_id", String, nullable=False),
    Column("box", String),
    Column("version", Integer, nullable=False),
    Column("ended", Boolean, nullable=False),
)
"""Times in which nobody is told of a team's alerts. One that was ended keeps its row, so that its id is never new."""

falls = Table(
    "falls",
    metadata,
    Column("commitment_id", String, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("overdue_from", BigInteger, nullable=False),
)
"""Which revisions of a promise were told to have fallen overdue. Kept like the alerts."""

channels = Table(
    "channels",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("label", String, nullable=False),
    Column("language", String, nullable=False),
    Column("levels", String, nullable=False),
    Column("team_ids", String, nullable=False),
    Column("settings", LargeBinary, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("off_because", String),
    Column("version", Integer, nullable=False),
)
"""Where alerts go. ``settings`` are sealed; levels and team ids are separated by spaces, no team means all."""

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
)
"""One row per alert, level, channel and receiver; without an alert it is a test. ``next_at`` is None once it is over.
``message_id`` is what it was first tried as, alone or in a digest, and is tried as again."""

planning = Table("planning", metadata, _only(), Column("position", BigInteger, nullable=False))
"""One row: up to which event of the service's own log deliveries were planned."""

Index("deliveries_by_next_at", deliveries.c.next_at)
Index("deliveries_by_receiver", deliveries.c.channel_id, deliveries.c.receiver, deliveries.c.next_at)
Index("deliveries_by_state", deliveries.c.state, deliveries.c.made_at, deliveries.c.id)
Index("deliveries_by_making", deliveries.c.made_at, deliveries.c.id)
Index("deliveries_by_sending", deliveries.c.channel_id, deliveries.c.receiver, deliveries.c.sent_at)
Index("watch_queue_by_next_at", watch_queue.c.next_at)
Index("parked_by_partitionkey", parked.c.generation, parked.c.partitionkey)
Index("alerts_by_about", alerts.c.about)
Index("alerts_by_state", alerts.c.state, alerts.c.began_at, alerts.c.id)
Index("silences_by_team", silences.c.team_id, silences.c.until_at)
Index("alerts_by_beginning", alerts.c.began_at, alerts.c.id)


def create_tables(connection: Connection) -> None:
    """Create what is missing, with an empty first generation that is live."""
    metadata.create_all(connection)
    if connection.execute(select(read_model.c.id)).first() is not None:
        return
    generation(FIRST_GENERATION).metadata.create_all(connection)
    connection.execute(insert(generations).values(number=FIRST_GENERATION, position=0, shape=shape()))
    connection.execute(insert(read_model).values(id=ONLY, live=FIRST_GENERATION, newest=FIRST_GENERATION))
    connection.execute(insert(progress).values(id=ONLY, head=0, head_read_system=0, caught_up_system=0))
    connection.execute(insert(watch_state).values(id=ONLY, generation=FIRST_GENERATION, ticked_system=0))
    connection.execute(insert(planning).values(id=ONLY, position=0))
