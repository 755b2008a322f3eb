"""The walk a supervisor is on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select

from services.followup.readmodel.tables import Generation


def current_walk(connection: Connection, generation: Generation, supervisor_id: str, since: int) -> Row[Any] | None:
    """The latest walk, if it has not ended; one begun before ``since`` was forgotten, and is taken for ended."""
    table = generation.walks
    latest = select(table).where(table.c.supervisor_id == supervisor_id, table.c.started_at >= since)
    found = connection.execute(latest.order_by(table.c.started_at.desc(), table.c.id.desc()).limit(1)).one_or_none()
    return found if found is not None and found.ended_at is None else None
