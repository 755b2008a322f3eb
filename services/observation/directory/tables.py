"""The directory's tables; instants are microseconds since 1970, texts sealed as in the log."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("roles", sa.JSON, nullable=False),
    sa.Column("team_id", sa.Text, index=True),
    sa.Column("also_team_ids", sa.JSON, nullable=False),
    sa.Column("level", sa.Text),
    sa.Column("joined_on", sa.Text),
    sa.Column("left_on", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("event_id", sa.Text, nullable=False),
    sa.Column("event_type", sa.Text, nullable=False),
    sa.Column("sealed_key", sa.Text, nullable=False),
    sa.Column("sealed_box", sa.Text, nullable=False),
)

memberships = sa.Table(
    "memberships",
    metadata,
    sa.Column("person_id", sa.Text, primary_key=True),
    sa.Column("team_id", sa.Text, primary_key=True),
    sa.Column("since", sa.BigInteger, primary_key=True),
    sa.Column("until", sa.BigInteger),
    sa.Column("stands_in", sa.Boolean, nullable=False),
)
"""Which team a person was in when: ``since`` included, ``until`` excluded, null while it lasts."""

absences = sa.Table(
    "absences",
    metadata,
    sa.Column("person_id", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("from_on", sa.Text, nullable=False),
    sa.Column("to_on", sa.Text, nullable=False),
)

open_commitments = sa.Table(
    "open_commitments",
    metadata,
    sa.Column("commitment_id", sa.Text, primary_key=True),
    sa.Column("rep_id", sa.Text, nullable=False, index=True),
)

mentoring_pairs = sa.Table(
    "mentoring_pairs",
    metadata,
    sa.Column("mentoring_id", sa.Text, primary_key=True),
    sa.Column("one_id", sa.Text, nullable=False),
    sa.Column("other_id", sa.Text, nullable=False),
    sa.Index("ix_mentoring_pairs_two", "one_id", "other_id"),
)
"""Those that have not ended, the two by their ids, whoever is the mentor."""

teams = sa.Table(
    "teams",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("site", sa.Text, nullable=False),
    sa.Column("timezone", sa.Text, nullable=False),
    sa.Column("working_days", sa.JSON, nullable=False),
    sa.Column("holidays", sa.JSON, nullable=False),
    sa.Column("country", sa.Text),
    sa.Column("manager_id", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
)

cadences = sa.Table(
    "cadences",
    metadata,
    sa.Column("rep_id", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("ended", sa.Boolean, nullable=False),
    sa.Column("set_by", sa.Text, nullable=False),
    sa.Column("every_weeks", sa.Integer, nullable=False),
    sa.Column("weekday", sa.Integer, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("minutes", sa.Integer, nullable=False),
    sa.Column("first_on", sa.Text, nullable=False),
    sa.Column("after_on", sa.Text),
    sa.Column("session_id", sa.Text),
    sa.Column("session_on", sa.Text),
    sa.Column("session_starts_at", sa.BigInteger),
    sa.Column("session_minutes", sa.Integer),
    sa.Column("session_by_hand", sa.Boolean, nullable=False),
    sa.Column("session_over", sa.Boolean, nullable=False),
    sa.Column("look_at", sa.BigInteger, nullable=False, index=True),
    sa.Column("touched", sa.Integer, nullable=False),
)
"""A rep's rhythm of sessions, and the session it planned last, on the date ``session_on`` of the rhythm.

``after_on`` is the date of the last one with an outcome. ``look_at`` is when somebody has to see what comes next,
``touched`` counts what happened that may bear on it.
"""

behaviours = sa.Table(
    "behaviours",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("dimension", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("prompt", sa.Text),
    sa.Column("model_phrase", sa.Text),
    sa.Column("practice", sa.Text),
    sa.Column("default_days", sa.Integer),
    sa.Column("retired", sa.Boolean, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("measure", sa.Text),
)
