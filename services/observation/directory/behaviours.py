"""The catalogue of behaviours."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa

from contracts import behaviours as events
from contracts.commitments import Measure
from contracts.envelope import Envelope
from services.observation.directory.tables import behaviours


@dataclass(frozen=True, slots=True)
class Behaviour:
    id: str
    label: str
    dimension: events.Dimension
    kind: events.BehaviourKind
    prompt: str | None
    model_phrase: str | None
    practice: str | None
    default_days: int | None
    measure: Measure | None
    retired: bool
    version: int


_BEHAVIOUR = sa.select(behaviours).where(behaviours.c.id == sa.bindparam("id"))


def behaviour(connection: sa.Connection, behaviour_id: str) -> Behaviour | None:
    row = connection.execute(_BEHAVIOUR, {"id": behaviour_id}).one_or_none()
    return _behaviour(row) if row else None


def page(connection: sa.Connection, after: str, limit: int) -> list[Behaviour]:
    """Behaviours by id."""
    query = sa.select(behaviours).where(behaviours.c.id > after).order_by(behaviours.c.id).limit(limit)
    return [_behaviour(row) for row in connection.execute(query)]


def keep(connection: sa.Connection, envelope: Envelope, event: events.Defined | events.Changed) -> None:
    described = {f.name: getattr(event, f.name) for f in dataclasses.fields(Behaviour) if hasattr(event, f.name)}
    measure = orjson.dumps(event.measure).decode() if event.measure else None
    values = {**described, "measure": measure, "retired": False, "version": envelope.streamversion}
    change = sa.update(behaviours).where(behaviours.c.id == event.behaviour_id)
    if connection.execute(change.values(values)).rowcount == 0:
        connection.execute(sa.insert(behaviours).values(id=event.behaviour_id, **values))


def keep_retired(connection: sa.Connection, envelope: Envelope, event: events.Retired) -> None:
    change = sa.update(behaviours).where(behaviours.c.id == event.behaviour_id)
    connection.execute(change.values(retired=True, version=envelope.streamversion))


def _behaviour(row: sa.Row[Any]) -> Behaviour:
    measure = Measure(**orjson.loads(row.measure)) if row.measure else None
    return Behaviour(**{**row._mapping, "measure": measure})
