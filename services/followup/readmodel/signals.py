"""Signals, day by day, and what customers said with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select

from services.followup.measures import SignalDay
from services.followup.readmodel.tables import Generation

ByRepAndName = dict[tuple[str, str], list[SignalDay]]


def days_of(
    connection: Connection,
    generation: Generation,
    rep_ids: Collection[str],
    first: date,
    last: date,
    names: Collection[str] | None = None,
) -> ByRepAndName:
    """The days from ``first`` to ``last`` of these reps, oldest first; ``names`` None is every signal."""
    row = generation.signal_days.c
    query = select(row.rep_id, row.name, row.day, row.n, row.total).where(
        row.rep_id.in_(rep_ids), row.day >= first.isoformat(), row.day <= last.isoformat()
    )
    if names is not None:
        query = query.where(row.name.in_(names))
    found: ByRepAndName = defaultdict(list)
    for rep_id, name, day, n, total in connection.execute(query.order_by(row.rep_id, row.name, row.day)):
        found[rep_id, name].append(SignalDay(date.fromisoformat(day), n, total))
    return found


def last_days(connection: Connection, generation: Generation, rep_id: str, since: date) -> dict[str, Row[Any]]:
    """The latest day of each signal of a rep, by its name."""
    table = generation.signal_days
    query = select(table).where(table.c.rep_id == rep_id, table.c.day >= since.isoformat()).order_by(table.c.day)
    return {row.name: row for row in connection.execute(query)}


def day_rows(
    connection: Connection, generation: Generation, rep_id: str, days: Collection[str]
) -> dict[tuple[str, str], Row[Any]]:
    """By name and day."""
    table = generation.signal_days
    query = select(table).where(table.c.rep_id == rep_id, table.c.day.in_(days))
    return {(row.name, row.day): row for row in connection.execute(query)}


def comments_between(
    connection: Connection, generation: Generation, rep_id: str, since: int, until: int, limit: int
) -> Sequence[Row[Any]]:
    """What customers said after one instant, up to and with another; the newest first."""
    table = generation.signal_comments
    row = table.c
    within = select(table).where(row.rep_id == rep_id, row.occurred_at > since, row.occurred_at <= until)
    return connection.execute(within.order_by(row.occurred_at.desc(), row.id).limit(limit)).all()


def comments(
    connection: Connection, generation: Generation, rep_id: str, days: Collection[str]
) -> dict[tuple[str, str], Sequence[Row[Any]]]:
    """By name and day, the newest first."""
    table = generation.signal_comments
    query = select(table).where(table.c.rep_id == rep_id, table.c.day.in_(days))
    found: dict[tuple[str, str], list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query.order_by(table.c.occurred_at.desc(), table.c.id)):
        found[row.name, row.day].append(row)
    return dict(found)
