"""The times in which a team's alerts are silenced."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, func, select

from contracts.instants import from_micros, micros
from services.followup.tables import silences
from services.followup.watch.worktime import Span


def silenced(connection: Connection, team_ids: Collection[str]) -> dict[str, tuple[Span, ...]]:
    """When these teams are or were silenced; teams that never were are missing."""
    row = silences.c
    query = select(row.team_id, row.from_at, row.until_at).where(row.team_id.in_(team_ids), ~row.ended)
    spans: dict[str, tuple[Span, ...]] = {}
    for team_id, from_at, until_at in connection.execute(query):
        spans[team_id] = (*spans.get(team_id, ()), Span(from_micros(from_at), from_micros(until_at)))
    return spans


def silenced_until(connection: Connection, team_id: str, now: datetime) -> datetime | None:
    """Until when nothing is to be sent about a team's alerts, if it is silenced now. Later ones may follow on it."""
    row, at = silences.c, micros(now)
    query = select(func.max(row.until_at)).where(
        row.team_id == team_id, ~row.ended, row.from_at <= at, row.until_at > at
    )
    until: int | None = connection.execute(query).scalar()
    return None if until is None else from_micros(until)
