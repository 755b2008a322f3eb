"""Since when a policy tells of reps whom nobody has seen: no other change of it begins their count anew."""

import json

import sqlalchemy as sa
from alembic import op

revision = "followup_0010"
down_revision = "followup_0009"


def upgrade() -> None:
    """Policies that tell of them do so since they were put last: that is how it was counted until now."""
    op.add_column("alert_policies", sa.Column("unseen_since", sa.BigInteger(), nullable=True))
    policies = sa.table("alert_policies", *map(sa.column, ("id", "body", "changed_at", "unseen_since")))
    kept = op.get_bind().execute(sa.select(policies.c.id, policies.c.body)).all()
    asking = [one.id for one in kept if json.loads(one.body)["not_seen_after_days"] is not None]
    op.execute(sa.update(policies).where(policies.c.id.in_(asking)).values(unseen_since=policies.c.changed_at))
