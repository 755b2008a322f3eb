"""By which event a delivery came about, and since when an alert is known to have reached nobody at its level."""

import sqlalchemy as sa
from alembic import op

revision = "followup_0005"
down_revision = "followup_0004"


def upgrade() -> None:
    """Deliveries that were planned before tell nothing of their event: they move no ladder."""
    op.add_column("deliveries", sa.Column("event_id", sa.String(), nullable=True))
    op.create_index("deliveries_by_event", "deliveries", ["event_id"], unique=False)
    op.add_column("alerts", sa.Column("unreached_level", sa.Integer(), nullable=True))
    op.add_column("alerts", sa.Column("unreached_at", sa.BigInteger(), nullable=True))
