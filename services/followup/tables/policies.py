"""By what alerts climb, and when a team's are silent."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table

from services.followup.tables.lasting import metadata

alert_policies = Table(
    "alert_policies",
    metadata,
    Column("id", String, primary_key=True),
    Column("body", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("changed_by", String, nullable=False),
    Column("unseen_since", BigInteger),
)
"""What teams, by their ids, and the ``default`` are alerted by, as it was put. ``unseen_since`` is since when it tells
of reps whom nobody has seen, None while it does not."""

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

Index("silences_by_team", silences.c.team_id, silences.c.until_at)
