"""What coaching came to, summed over a while: by behaviour, by team, by supervisor, by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select

from contracts.instants import micros
from services.followup.readmodel.columns.effects import EFFECTS
from services.followup.readmodel.tables import Generation

ALL = "*"
"""In the place of a team, supervisor or behaviour: all of them together."""

Sums = dict[Any, dict[str, int]]

_Numbers = Sequence[int]
"""In the order of `EFFECTS`."""


@dataclass(frozen=True, slots=True)
class Asked:
    """``team_ids`` None is every team, ``behaviour_id`` None every behaviour; months from ``since`` on."""

    team_ids: Collection[str] | None
    behaviour_id: str | None
    since: str


def by_behaviour(connection: Connection, generation: Generation, asked: Asked) -> Sums:
    """By its id, an empty one for what was about none."""
    row = generation.effects.c
    if asked.team_ids is None:
        place = [row.team_id == ALL]
    else:
        place = [row.team_id.in_(asked.team_ids), row.behaviour_id != ALL]
    if asked.behaviour_id is not None:
        place.append(row.behaviour_id == asked.behaviour_id)
    return _summed(connection, generation, row.behaviour_id, [*place, row.month >= asked.since])


def by_team(connection: Connection, generation: Generation, asked: Asked) -> Sums:
    return _summed(connection, generation, generation.effects.c.team_id, _of_teams(generation, asked))


def by_team_and_supervisor(connection: Connection, generation: Generation, asked: Asked) -> tuple[Sums, Sums]:
    """By team, and by supervisor: read once, for a company has thousands of rows of each year."""
    row = generation.effects.c
    by = row.team_id, row.supervisor_id
    teams: dict[Any, _Numbers] = {}
    supervisors: dict[Any, _Numbers] = {}
    for team_id, supervisor_id, *numbers in _rows(connection, generation, by, _of_teams(generation, asked)):
        _add(teams, team_id, numbers)
        _add(supervisors, supervisor_id, numbers)
    return _named(teams), _named(supervisors)


def by_month(connection: Connection, generation: Generation, asked: Asked) -> Sums:
    row = generation.effects.c
    if asked.team_ids is None:
        place = [row.team_id == ALL]
        place += [row.behaviour_id == asked.behaviour_id] if asked.behaviour_id is not None else []
        return _summed(connection, generation, row.month, [*place, row.month >= asked.since])
    return _summed(connection, generation, row.month, _of_teams(generation, asked))


def overdue(connection: Connection, generation: Generation, asked: Asked, now: datetime) -> Sequence[Any]:
    """How many promises are open and overdue, by team, proposer and behaviour."""
    row, at = generation.commitments.c, micros(now)
    latest = (now + timedelta(days=1)).date().isoformat()
    query = select(row.team_id, row.proposed_by, row.behaviour_id, func.count().label("n")).where(
        row.standing == "open",
        row.due_day <= latest,
        row.overdue_from <= at,
        or_(row.gone_from.is_(None), row.gone_from > at),
    )
    if asked.team_ids is not None:
        query = query.where(row.team_id.in_(asked.team_ids))
    if asked.behaviour_id is not None:
        query = query.where(row.behaviour_id == asked.behaviour_id)
    return connection.execute(query.group_by(row.team_id, row.proposed_by, row.behaviour_id)).all()


def measured_since(connection: Connection, generation: Generation, asked: Asked, since: datetime) -> Sequence[Any]:
    """The promises of these teams that have a measure and were agreed since then."""
    row = generation.commitments.c
    query = select(row.id, row.rep_id, row.team_id, row.behaviour_id, row.measure, row.confirmed_at).where(
        row.team_id.in_(asked.team_ids or ()), row.measure.is_not(None), row.confirmed_at >= micros(since)
    )
    if asked.behaviour_id is not None:
        query = query.where(row.behaviour_id == asked.behaviour_id)
    return connection.execute(query.order_by(row.confirmed_at.desc(), row.id)).all()


def _of_teams(generation: Generation, asked: Asked) -> list[ColumnElement[bool]]:
    row = generation.effects.c
    team = row.team_id != ALL if asked.team_ids is None else row.team_id.in_(asked.team_ids)
    return [team, row.behaviour_id == (asked.behaviour_id or ALL), row.month >= asked.since]


def _summed(
    connection: Connection, generation: Generation, by: ColumnElement[Any], conditions: Sequence[ColumnElement[bool]]
) -> Sums:
    return _named({key: numbers for key, *numbers in _rows(connection, generation, [by], conditions)})


def _rows(
    connection: Connection,
    generation: Generation,
    by: Sequence[ColumnElement[Any]],
    conditions: Sequence[ColumnElement[bool]],
) -> Sequence[Any]:
    sums = [func.sum(generation.effects.c[name]) for name in EFFECTS]
    return connection.execute(select(*by, *sums).where(*conditions).group_by(*by)).all()


def _add(sums: dict[Any, _Numbers], key: Any, numbers: _Numbers) -> None:
    before = sums.get(key)
    sums[key] = numbers if before is None else [one + other for one, other in zip(before, numbers, strict=True)]


def _named(sums: Mapping[Any, _Numbers]) -> Sums:
    return defaultdict(dict, {key: dict(zip(EFFECTS, numbers, strict=True)) for key, numbers in sums.items()})
