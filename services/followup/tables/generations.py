"""Which generations of the read model there are, and which one is read."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, String, Table

from services.followup.tables.lasting import metadata, only

read_model = Table(
    "read_model", metadata, only(), Column("live", Integer, nullable=False), Column("newest", Integer, nullable=False)
)
"""One row, which says which generation is read, and which was begun last: no number is ever used again."""

generations = Table(
    "generations",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("position", BigInteger, nullable=False),
    Column("holder", String),
    Column("leased_until_system", BigInteger),
    Column("shape", String),
)
"""The checkpoint of each generation, by which version of the code it was filled (``shape``), and who is filling it
until when; nobody, once it was live. One that is read no more is kept until then."""
