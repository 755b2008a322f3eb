"""The rhythms of sessions."""

import sqlalchemy as sa
from alembic import op

revision = "directory_0002"
down_revision = "directory_0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "cadences",
        sa.Column("rep_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Text(), nullable=False),
        sa.Column("after_on", sa.Text(), nullable=True),
        sa.Column("session_id", sa.Text(), nullable=True),
        sa.Column("session_on", sa.Text(), nullable=True),
        sa.Column("session_starts_at", sa.BigInteger(), nullable=True),
        sa.Column("session_minutes", sa.Integer(), nullable=True),
        sa.Column("session_by_hand", sa.Boolean(), nullable=False),
        sa.Column("session_over", sa.Boolean(), nullable=False),
        sa.Column("look_at", sa.BigInteger(), nullable=False),
        sa.Column("touched", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("rep_id"),
    )
    op.create_index("ix_cadences_look_at", "cadences", ["look_at"], unique=False)
