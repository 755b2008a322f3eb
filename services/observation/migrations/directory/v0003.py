"""Who is whose mentor."""

import sqlalchemy as sa
from alembic import op

revision = "directory_0003"
down_revision = "directory_0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "mentoring_pairs",
        sa.Column("mentoring_id", sa.Text(), nullable=False),
        sa.Column("one_id", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("mentoring_id"),
    )
    op.create_index("ix_mentoring_pairs_two", "mentoring_pairs", ["one_id", "other_id"], unique=False)
