"""Who read a rep's texts, and on which day."""

import sqlalchemy as sa
from alembic import op

revision = "followup_0006"
down_revision = "followup_0005"


def upgrade() -> None:
    """Make the table. Of what was read before nobody kept anything."""
    op.create_table(
        "readings",
        sa.Column("rep_id", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("reader_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("rep_id", "day", "reader_id"),
    )
