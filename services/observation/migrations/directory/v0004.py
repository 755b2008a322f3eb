"""In which signal a behaviour shows."""

import sqlalchemy as sa
from alembic import op

revision = "directory_0004"
down_revision = "directory_0003"


def upgrade() -> None:
    """Behaviours that are there have none yet."""
    op.add_column("behaviours", sa.Column("measure", sa.Text(), nullable=True))
