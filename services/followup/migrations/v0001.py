"""The first tables of the read side that outlive every generation of the read model."""

import sqlalchemy as sa
from alembic import op

from services.followup.readmodel.tables import generation

revision = "followup_0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _alerts()
    _falls()
    _generations()
    _parked()
    _progress()
    _read_model()
    _watch_queue()
    _watch_state()
    _first_rows()


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("rep_id", sa.String(), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("began_at", sa.BigInteger(), nullable=False),
        sa.Column("raised_at", sa.BigInteger(), nullable=False),
        sa.Column("resolved_at", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("alerts_by_about", "alerts", ["about"], unique=False)
    op.create_index("alerts_by_beginning", "alerts", ["began_at", "id"], unique=False)
    op.create_index("alerts_by_state", "alerts", ["state", "began_at", "id"], unique=False)


def _falls() -> None:
    op.create_table(
        "falls",
        sa.Column("commitment_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("overdue_from", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("commitment_id", "revision"),
    )


def _generations() -> None:
    op.create_table(
        "generations",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.String(), nullable=True),
        sa.Column("leased_until_system", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )


def _parked() -> None:
    op.create_table(
        "parked",
        sa.Column("generation", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("partitionkey", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("generation", "position"),
    )
    op.create_index("parked_by_partitionkey", "parked", ["generation", "partitionkey"], unique=False)


def _progress() -> None:
    op.create_table(
        "progress",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("head", sa.BigInteger(), nullable=False),
        sa.Column("head_read_system", sa.BigInteger(), nullable=False),
        sa.Column("caught_up_system", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _read_model() -> None:
    op.create_table(
        "read_model",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("live", sa.Integer(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _watch_queue() -> None:
    op.create_table(
        "watch_queue",
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("rep_id", sa.String(), nullable=False),
        sa.Column("next_at", sa.BigInteger(), nullable=False),
        sa.Column("touches", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject"),
    )
    op.create_index("watch_queue_by_next_at", "watch_queue", ["next_at"], unique=False)


def _watch_state() -> None:
    op.create_table(
        "watch_state",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("ticked_system", sa.BigInteger(), nullable=False),
        sa.Column("as_of", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )


def _first_rows() -> None:
    """An empty first generation that is live; its own tables are made by the code that fills them."""
    generation(1).metadata.create_all(op.get_bind())
    _put("generations", number=1, position=0)
    _put("read_model", id=1, live=1, newest=1)
    _put("progress", id=1, head=0, head_read_system=0, caught_up_system=0)
    _put("watch_state", id=1, generation=1, ticked_system=0)


def _put(name: str, **row: int) -> None:
    columns: list[sa.ColumnClause[int]] = [sa.column(column) for column in row]
    op.bulk_insert(sa.table(name, *columns), [row])
