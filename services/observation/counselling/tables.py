"""The tables beside the counselling log; instants are microseconds since 1970, texts sealed as in the log."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

referrals = sa.Table(
    "referrals",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("rep_id", sa.Text, nullable=False, index=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("sent_by", sa.Text, nullable=False, index=True),
    sa.Column("sent_at", sa.BigInteger, nullable=False),
    sa.Column("sent_event", sa.Text, nullable=False),
    sa.Column("reason_key", sa.Text, nullable=False),
    sa.Column("reason_box", sa.Text, nullable=False),
    sa.Column("taken_by", sa.Text),
    sa.Column("taken_at", sa.BigInteger),
    sa.Column("closed_by", sa.Text),
    sa.Column("closed_at", sa.BigInteger),
    sa.Column("closed_event", sa.Text),
    sa.Column("text_key", sa.Text),
    sa.Column("text_box", sa.Text),
    sa.Index("ix_referrals_sent_at", "sent_at", "id"),
)
"""As the log says they are now. A box opens only with the id of the event that brought it."""

reads = sa.Table(
    "referral_reads",
    metadata,
    sa.Column("referral_id", sa.Text, primary_key=True),
    sa.Column("reader_id", sa.Text, primary_key=True),
    sa.Column("day", sa.Text, primary_key=True),
    sa.Column("first_at", sa.BigInteger, nullable=False),
)
"""Who had the words of a referral before their eyes, one row per reader and day (ISO 8601, at the rep's site)."""
