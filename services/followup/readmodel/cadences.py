"""The rhythm of a rep's sessions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from services.followup.readmodel.tables import Generation


def cadence(connection: Connection, generation: Generation, rep_id: str) -> Row[Any] | None:
    """The one there is now."""
    table = generation.cadences
    return connection.execute(select(table).where(table.c.rep_id == rep_id, ~table.c.ended)).one_or_none()
