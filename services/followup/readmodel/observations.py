"""Observations, and what was said to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from services.followup.readmodel.tables import Generation


def observations(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, Row[Any]]:
    table = generation.observations
    return {row.id: row for row in connection.execute(select(table).where(table.c.id.in_(ids)))}


def replies(
    connection: Connection, generation: Generation, observation_ids: Collection[str]
) -> dict[str, list[Row[Any]]]:
    """By observation, oldest first."""
    table = generation.replies
    query = select(table).where(table.c.observation_id.in_(observation_ids))
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query.order_by(table.c.occurred_at, table.c.id)):
        found[row.observation_id].append(row)
    return found


def hidden_from_rep(
    connection: Connection, generation: Generation, observation_ids: Collection[str], now: int
) -> frozenset[str]:
    """Those of these that their rep does not see: not yet, or never, when withdrawn before they were visible."""
    row = generation.observations.c
    not_yet = row.visible_from > now
    never = row.withdrawn_at < row.visible_from
    query = select(row.id).where(row.id.in_(observation_ids), not_yet | never)
    return frozenset(connection.execute(query).scalars())


def unanswered(connection: Connection, generation: Generation, team_ids: Collection[str]) -> Sequence[Row[Any]]:
    """Observations of these teams' reps of which a clarification was asked that nobody has given."""
    table, people = generation.observations, generation.people
    query = (
        select(table)
        .join(people, people.c.id == table.c.rep_id)
        .where(people.c.team_id.in_(team_ids), table.c.clarification_open, table.c.withdrawn_at.is_(None))
    )
    return connection.execute(query.order_by(table.c.clarification_at, table.c.id)).all()
