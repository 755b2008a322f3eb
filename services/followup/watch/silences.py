"""The times in which a team's alerts are silenced."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from contracts.instants import from_micros, micros
from services.followup.dialects import insert_or_update
from services.followup.tables.policies import silences
from services.followup.watch.worktime import Span


def silenced(connection: Connection, team_ids: Collection[str]) -> dict[str, tuple[Span, ...]]:
    """When these teams are or were silenced; teams that never were are missing."""
    row = silences.c
    query = select(row.team_id, row.from_at, row.until_at).where(row.team_id.in_(team_ids), ~row.ended)
    spans: dict[str, tuple[Span, ...]] = {}
    for team_id, from_at, until_at in connection.execute(query):
        spans[team_id] = (*spans.get(team_id, ()), Span(from_micros(from_at), from_micros(until_at)))
    return spans


def present(connection: Connection, now: datetime, team_id: str | None) -> Sequence[Row[Any]]:
    """Silences that are not over, of one team or, for None, of all; the earliest first."""
    row = silences.c
    query = select(silences).where(~row.ended, row.until_at > micros(now))
    if team_id is not None:
        query = query.where(row.team_id == team_id)
    return connection.execute(query.order_by(row.from_at, row.id)).all()


def one(connection: Connection, silence_id: str) -> Row[Any] | None:
    """A silence, also one that is over or was ended."""
    return connection.execute(select(silences).where(silences.c.id == silence_id)).one_or_none()


def locked(connection: Connection, silence_id: str) -> Row[Any] | None:
    """A silence, for whoever is about to change it: until the transaction ends nobody else does."""
    return connection.execute(select(silences).where(silences.c.id == silence_id).with_for_update()).one_or_none()


def put(connection: Connection, silence_id: str, version: int, values: Mapping[str, Any]) -> None:
    """Have a silence be so, also one that was ended."""
    now = {**values, "version": version}
    placed = insert_or_update(silences, connection.dialect.name).values(id=silence_id, **now)
    connection.execute(placed.on_conflict_do_update(index_elements=["id"], set_=now))


def end(connection: Connection, silence: Row[Any], now: int) -> int:
    """End a silence now; one that has not begun never was. Returns when it ended."""
    until: int = max(silence.from_at, min(silence.until_at, now))
    values = {"until_at": until, "ended": until == silence.from_at, "version": silence.version + 1}
    connection.execute(update(silences).where(silences.c.id == silence.id).values(**values))
    return until


def silenced_until(connection: Connection, team_id: str, now: datetime) -> datetime | None:
    """Until when nothing is to be sent about a team's alerts, if it is silenced now. Later ones may follow on it."""
    row, at = silences.c, micros(now)
    query = select(func.max(row.until_at)).where(
        row.team_id == team_id, ~row.ended, row.from_at <= at, row.until_at > at
    )
    until: int | None = connection.execute(query).scalar()
    return None if until is None else from_micros(until)
