"""Which version of the code each generation of the read model was filled by."""

import sqlalchemy as sa
from alembic import op

from services.followup.readmodel.shape import shape
from services.followup.readmodel.tables import generation

revision = "followup_0004"
down_revision = "followup_0003"


def upgrade() -> None:
    """Of what was filled before, nobody knows: it is filled anew before it is read. What is empty is made anew here."""
    op.add_column("generations", sa.Column("shape", sa.String(), nullable=True))
    connection = op.get_bind()
    if connection.execute(sa.text("SELECT newest FROM read_model")).scalar() != 1 or _position(connection):
        return
    for name in sa.inspect(connection).get_table_names():
        if name.endswith("_1"):
            op.drop_table(name)
    generation(1).metadata.create_all(connection)
    connection.execute(sa.text("UPDATE generations SET shape = :shape"), {"shape": shape()})


def _position(connection: sa.Connection) -> int:
    position: int = connection.execute(sa.text("SELECT position FROM generations WHERE number = 1")).scalar_one()
    return position
