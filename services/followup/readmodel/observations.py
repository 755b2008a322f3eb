"""Observations, and what was said to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, or_, select

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


def amendments(
    connection: Connection, generation: Generation, observation_ids: Collection[str]
) -> dict[str, list[Row[Any]]]:
    """By observation, in the order in which they were made."""
    table = generation.amendments
    query = select(table).where(table.c.observation_id.in_(observation_ids))
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(query.order_by(table.c.observation_id, table.c.version)):
        found[row.observation_id].append(row)
    return found


def duplicates(
    connection: Connection, generation: Generation, observation_ids: Collection[str], now: int, asker_id: str
) -> dict[str, list[Row[Any]]]:
    """The notes that are shown under each of these, through any number of steps, oldest first.

    Whoever asks about their own sees under a note, too, only what is visible to them by now.
    """
    table = generation.observations
    row = table.c
    shown = and_(row.withdrawn_at.is_(None), or_(row.rep_id != asker_id, row.visible_from <= now))
    root_of = {observation_id: observation_id for observation_id in observation_ids}
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    asked = set(root_of)
    while asked:
        rows = connection.execute(select(table).where(row.duplicate_of.in_(asked), shown)).all()
        asked = {note.id for note in rows} - root_of.keys()
        for note in rows:
            root = root_of[note.duplicate_of]
            root_of[note.id] = root
            found[root].append(note)
    return {root: sorted(beneath, key=lambda note: (note.occurred_at, note.id)) for root, beneath in found.items()}


def hidden_from_rep(
    connection: Connection, generation: Generation, observation_ids: Collection[str], now: int
) -> frozenset[str]:
    """Those of these that their rep does not see: not yet, or never, when withdrawn before they were visible."""
    row = generation.observations.c
    not_yet = row.visible_from > now
    never = row.withdrawn_at < row.visible_from
    query = select(row.id).where(row.id.in_(observation_ids), not_yet | never)
    return frozenset(connection.execute(query).scalars())


def unanswered(
    connection: Connection, generation: Generation, team_ids: Collection[str], now: int
) -> Sequence[Row[Any]]:
    """Observations of these teams' reps of which a clarification was asked that nobody has given. Who has left is
    not owed one any more."""
    table, people = generation.observations, generation.people
    query = (
        select(table)
        .join(people, people.c.id == table.c.rep_id)
        .where(or_(people.c.gone_from.is_(None), people.c.gone_from > now))
        .where(people.c.team_id.in_(team_ids), table.c.clarification_open, table.c.withdrawn_at.is_(None))
    )
    return connection.execute(query.order_by(table.c.clarification_at, table.c.id)).all()
