"""Who was last seen when: counted by team and level, and rep by rep."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, func, or_, select

from contracts.instants import micros
from services.followup.readmodel.tables import Generation

WITHIN_DAYS = (7, 14, 30)


def counted(
    connection: Connection, generation: Generation, team_ids: Collection[str] | None, now: datetime
) -> Sequence[Any]:
    """Reps by team and level, and how many of them were seen within so many days; ``team_ids`` None is every team."""
    people, seen = generation.people, generation.seen
    within = [
        func.sum(case((seen.c.seen_at >= micros(now - timedelta(days=days)), 1), else_=0)).label(f"seen_{days}")
        for days in WITHIN_DAYS
    ]
    never = func.sum(case((seen.c.seen_at.is_(None), 1), else_=0)).label("never")
    query = (
        select(people.c.team_id, people.c.level, func.count().label("reps"), *within, never)
        .select_from(people.outerjoin(seen, seen.c.rep_id == people.c.id))
        .where(*_reps(people.c, team_ids, now))
        .group_by(people.c.team_id, people.c.level)
    )
    return connection.execute(query).all()


def by_rep(connection: Connection, generation: Generation, team_ids: Collection[str], now: datetime) -> Sequence[Any]:
    """Who was not seen longest comes first."""
    people, seen = generation.people, generation.seen
    query = (
        select(people.c.id, people.c.level, people.c.team_id, people.c.box, seen.c.seen_at)
        .select_from(people.outerjoin(seen, seen.c.rep_id == people.c.id))
        .where(*_reps(people.c, team_ids, now))
        .order_by(func.coalesce(seen.c.seen_at, 0), people.c.id)
    )
    return connection.execute(query).all()


def _reps(row: Any, team_ids: Collection[str] | None, now: datetime) -> list[Any]:
    """Reps who are in a team and have not left. Roles are words, and no other role has this one in it."""
    conditions = [row.roles.contains("rep"), or_(row.gone_from.is_(None), row.gone_from > micros(now))]
    return [*conditions, row.team_id.is_not(None) if team_ids is None else row.team_id.in_(team_ids)]
