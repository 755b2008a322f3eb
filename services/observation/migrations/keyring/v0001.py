"""The first table of the keyring."""

import sqlalchemy as sa
from alembic import op

revision = "keyring_0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _keys()


def _keys() -> None:
    op.create_table(
        "keys",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("class", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("destroyed_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", "class", "version"),
    )
