"""Channels and deliveries: where alerts go, and what became of each."""

import sqlalchemy as sa
from alembic import op

revision = "followup_0003"
down_revision = "followup_0002"


def upgrade() -> None:
    """Make the tables. There is no channel yet, so that nobody is told of what was alerted before."""
    _channels()
    _deliveries()
    _planning()


def _channels() -> None:
    op.create_table(
        "channels",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("levels", sa.String(), nullable=False),
        sa.Column("team_ids", sa.String(), nullable=False),
        sa.Column("settings", sa.LargeBinary(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("off_because", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("alert_id", sa.String(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("leased_until_system", sa.BigInteger(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    for name, columns in {
        "next_at": ["next_at"],
        "receiver": ["channel_id", "receiver", "next_at"],
        "state": ["state", "made_at", "id"],
        "making": ["made_at", "id"],
        "sending": ["channel_id", "receiver", "sent_at"],
    }.items():
        op.create_index(f"deliveries_by_{name}", "deliveries", columns, unique=False)


def _planning() -> None:
    planning = op.create_table(
        "planning",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.bulk_insert(planning, [{"id": 1, "position": 0}])
