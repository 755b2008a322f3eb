"""Trainings and mentoring pairs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, or_, select

from services.followup.readmodel.tables import Generation


def trainings(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, Row[Any]]:
    table = generation.trainings
    return {row.id: row for row in connection.execute(select(table).where(table.c.id.in_(ids)))}


def mentorings(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, Row[Any]]:
    table = generation.mentorings
    return {row.id: row for row in connection.execute(select(table).where(table.c.id.in_(ids)))}


def trainings_of(connection: Connection, generation: Generation, rep_id: str) -> Sequence[Row[Any]]:
    """Those of a rep that have not ended, the longest assigned first."""
    table = generation.trainings
    query = select(table).where(table.c.rep_id == rep_id, table.c.standing == "assigned")
    return connection.execute(query.order_by(table.c.assigned_at, table.c.id)).all()


def mentorings_of(connection: Connection, generation: Generation, person_id: str) -> Sequence[Row[Any]]:
    """The pairs that somebody is in now, as the rep or the mentor, the oldest first."""
    table = generation.mentorings
    is_in = or_(table.c.rep_id == person_id, table.c.mentor_id == person_id)
    query = select(table).where(is_in, table.c.standing == "paired")
    return connection.execute(query.order_by(table.c.paired_at, table.c.id)).all()
