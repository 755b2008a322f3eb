"""The token before the present one, for requests that were under way when it was rotated."""

import sqlalchemy as sa
from alembic import op

revision = "accounts_0002"
down_revision = "accounts_0001"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("session", sa.Column("before_hash", sa.LargeBinary(length=32), nullable=True))
    op.add_column("session", sa.Column("before_until", sa.BigInteger(), nullable=True))
