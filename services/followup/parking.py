"""Events that could not be applied, set aside with everything that came after them for the same rep.

One generation's affair: what one version of the code could not apply, a later one may in a rebuild.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import Connection, delete, distinct, func, insert, select

from services.followup.tables.incoming import parked

BEHIND_ANOTHER = "waits behind an earlier one"


@dataclass(frozen=True, slots=True)
class Parked:
    """``reason`` says what is wrong with it, or that it waits for one before it, and holds no text of a person."""

    position: int
    partitionkey: str
    type: str
    reason: str


def parked_keys(connection: Connection, generation: int) -> frozenset[str]:
    """Whose events are set aside."""
    query = select(parked.c.partitionkey).where(parked.c.generation == generation).distinct()
    return frozenset(connection.execute(query).scalars())


def parked_count(connection: Connection, generation: int) -> int:
    """How many reps have events that wait."""
    keys = func.count(distinct(parked.c.partitionkey))
    return connection.execute(select(keys).where(parked.c.generation == generation)).scalar_one()


def listing(connection: Connection, generation: int) -> list[Parked]:
    """Everything that is set aside, in order."""
    row = parked.c
    query = select(row.position, row.partitionkey, row.type, row.reason)
    found = connection.execute(query.where(row.generation == generation).order_by(row.position))
    return [Parked(*one) for one in found]


def park(connection: Connection, generation: int, events: Iterable[dict[str, Any]], reason: str) -> None:
    """Set events aside; ``reason`` says what is wrong with the first."""
    rows = [
        {
            "generation": generation,
            "position": event["position"],
            "partitionkey": event["partitionkey"],
            "type": event["type"],
            "body": orjson.dumps(event),
            "reason": reason,
        }
        for event in events
    ]
    if rows:
        connection.execute(insert(parked), rows)


def parked_events(connection: Connection, generation: int, partitionkey: str) -> list[dict[str, Any]]:
    """What is set aside for one rep, in order."""
    query = select(parked.c.body).where(parked.c.generation == generation, parked.c.partitionkey == partitionkey)
    return [orjson.loads(body) for body in connection.execute(query.order_by(parked.c.position)).scalars()]


def forget(connection: Connection, generation: int, partitionkey: str) -> None:
    """Its events were applied."""
    connection.execute(delete(parked).where(parked.c.generation == generation, parked.c.partitionkey == partitionkey))
