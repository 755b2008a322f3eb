"""The first tables of the directory."""

import sqlalchemy as sa
from alembic import op

revision = "directory_0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    _absences()
    _behaviours()
    _memberships()
    _open_commitments()
    _people()
    _teams()


def _absences() -> None:
    op.create_table(
        "absences",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Text(), nullable=False),
        sa.Column("to_on", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "id"),
    )


def _behaviours() -> None:
    op.create_table(
        "behaviours",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=True),
        sa.Column("model_phrase", sa.Text(), nullable=True),
        sa.Column("practice", sa.Text(), nullable=True),
        sa.Column("default_days", sa.Integer(), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _memberships() -> None:
    op.create_table(
        "memberships",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("stands_in", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "team_id", "since"),
    )


def _open_commitments() -> None:
    op.create_table(
        "open_commitments",
        sa.Column("commitment_id", sa.Text(), nullable=False),
        sa.Column("rep_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("commitment_id"),
    )
    op.create_index("ix_open_commitments_rep_id", "open_commitments", ["rep_id"], unique=False)


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("team_id", sa.Text(), nullable=True),
        sa.Column("also_team_ids", sa.JSON(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("joined_on", sa.Text(), nullable=True),
        sa.Column("left_on", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Text(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("sealed_key", sa.Text(), nullable=False),
        sa.Column("sealed_box", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_people_team_id", "people", ["team_id"], unique=False)


def _teams() -> None:
    op.create_table(
        "teams",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("working_days", sa.JSON(), nullable=False),
        sa.Column("holidays", sa.JSON(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("manager_id", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
