"""Where alerts go."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, LargeBinary, String, Table

from services.followup.tables.lasting import metadata

channels = Table(
    "channels",
    metadata,
    Column("id", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("label", String, nullable=False),
    Column("language", String, nullable=False),
    Column("levels", String, nullable=False),
    Column("team_ids", String, nullable=False),
    Column("settings", LargeBinary, nullable=False),
    Column("is_on", Boolean, nullable=False),
    Column("off_because", String),
    Column("version", Integer, nullable=False),
)
"""Where alerts go. ``settings`` are sealed; levels and team ids are separated by spaces, no team means all."""
