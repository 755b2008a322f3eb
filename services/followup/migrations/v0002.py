"""The ladder: what makes it stand still, and the policies it is climbed by."""

import sqlalchemy as sa
from alembic import op

revision = "followup_0002"
down_revision = "followup_0001"


def upgrade() -> None:
    """Make the tables, and let alerts that are there already begin to climb."""
    _alerts()
    _alert_pauses()
    _alert_policies()
    _silences()


def _alerts() -> None:
    op.add_column("alerts", sa.Column("changed_at", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("alerts", sa.Column("acknowledged_until", sa.BigInteger(), nullable=True))
    op.add_column("alerts", sa.Column("snoozed_until", sa.BigInteger(), nullable=True))
    op.execute("UPDATE alerts SET changed_at = coalesce(resolved_at, began_at)")
    # Who is late already is looked at again, so that their alerts climb from where they are.
    op.execute("UPDATE watch_queue SET next_at = 0, touches = touches + 1")


def _alert_pauses() -> None:
    op.create_table(
        "alert_pauses",
        sa.Column("alert_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("until_at", sa.BigInteger(), nullable=False),
        sa.Column("box", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("alert_id", "kind", "id"),
    )


def _alert_policies() -> None:
    op.create_table(
        "alert_policies",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _silences() -> None:
    op.create_table(
        "silences",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=False),
        sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("until_at", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.String(), nullable=False),
        sa.Column("box", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("silences_by_team", "silences", ["team_id", "until_at"], unique=False)
