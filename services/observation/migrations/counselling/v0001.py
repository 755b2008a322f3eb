"""The first tables beside the counselling log."""

import sqlalchemy as sa
from alembic import op

revision = "counselling_0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _referrals()
    _referral_reads()


def _referrals() -> None:
    op.create_table(
        "referrals",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("rep_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sent_by", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_event", sa.Text(), nullable=False),
        sa.Column("reason_key", sa.Text(), nullable=False),
        sa.Column("reason_box", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=True),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_event", sa.Text(), nullable=True),
        sa.Column("text_key", sa.Text(), nullable=True),
        sa.Column("text_box", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_referrals_rep_id", "referrals", ["rep_id"], unique=False)
    op.create_index("ix_referrals_sent_at", "referrals", ["sent_at", "id"], unique=False)
    op.create_index("ix_referrals_sent_by", "referrals", ["sent_by"], unique=False)


def _referral_reads() -> None:
    op.create_table(
        "referral_reads",
        sa.Column("referral_id", sa.Text(), nullable=False),
        sa.Column("reader_id", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("first_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("referral_id", "reader_id", "day"),
    )
