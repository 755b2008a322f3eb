"""Who read what is kept of a rep."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from services.followup.tables.lasting import metadata

readings = Table(
    "readings",
    metadata,
    Column("rep_id", String, primary_key=True),
    Column("day", String, primary_key=True),
    Column("reader_id", String, primary_key=True),
)
"""Who read a rep's texts: one row per reader and day of the rep's site."""
