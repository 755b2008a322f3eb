"""What behaviours are called."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from services.followup.readmodel.tables import Generation


def labels(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, str]:
    row = generation.behaviours.c
    query = select(row.id, row.label).where(row.id.in_(ids))
    return {found.id: found.label for found in connection.execute(query)}
