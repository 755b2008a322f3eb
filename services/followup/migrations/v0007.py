"""Calendars that can be subscribed to, and the browsers that people want to be told on."""

import sqlalchemy as sa
from alembic import op

revision = "followup_0007"
down_revision = "followup_0006"


def upgrade() -> None:
    """Make the tables, which are empty: nobody has asked for either yet."""
    _calendars()
    _calendar_entries()
    _push_subscriptions()


def _calendars() -> None:
    op.create_table(
        "calendars",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("secret_hash", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_index("calendars_by_secret", "calendars", ["secret_hash"], unique=True)


def _calendar_entries() -> None:
    op.create_table(
        "calendar_entries",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=True),
        sa.Column("start_at", sa.BigInteger(), nullable=True),
        sa.Column("end_at", sa.BigInteger(), nullable=True),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "uid"),
    )


def _push_subscriptions() -> None:
    op.create_table(
        "push_subscriptions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("endpoint_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("push_subscriptions_by_person", "push_subscriptions", ["person_id"], unique=False)
    op.create_index("push_subscriptions_by_endpoint", "push_subscriptions", ["endpoint_hash"], unique=True)
