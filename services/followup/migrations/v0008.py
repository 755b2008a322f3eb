"""What waits for the watch lies in the order in which it is looked at, also where much waits for one moment."""

from alembic import op

revision = "followup_0008"
down_revision = "followup_0007"


def upgrade() -> None:
    """Make the index anew with the subject in it."""
    op.drop_index("watch_queue_by_next_at", "watch_queue")
    op.create_index("watch_queue_by_next_at", "watch_queue", ["next_at", "subject"], unique=False)
