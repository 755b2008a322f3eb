"""Which level of an alert somebody had in hand, so that what it comes to later is put off and not withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "followup_0009"
down_revision = "followup_0008"


def upgrade() -> None:
    """Nobody knows it of what was acknowledged before."""
    op.add_column("alerts", sa.Column("acknowledged_level", sa.Integer(), nullable=True))
