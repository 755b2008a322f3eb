"""Promises, found by what state they are in at an instant: by index, without asking each of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select, tuple_

from contracts.instants import from_micros, micros
from services.followup.policy import Reach
from services.followup.readmodel.tables import Generation
from services.followup.states import Promise, Side

PENDING = ("open", "proposed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to look for; None is all. ``reach`` is what the asker may see, ``asker_id`` who it is."""

    asker_id: str
    reach: Reach
    states: frozenset[str] | None = None
    team_id: str | None = None
    rep_id: str | None = None
    owed_by: Side | None = None
    due_before: date | None = None


def page(
    connection: Connection,
    generation: Generation,
    wanted: Wanted,
    now: datetime,
    limit: int,
    after: tuple[str, str] | None = None,
) -> Sequence[Row[Any]]:
    """By due day; ``after`` is the due day and id of the last one before."""
    table = generation.commitments
    query = select(table).where(*_conditions(table.c, wanted, now))
    if after is not None:
        query = query.where(tuple_(table.c.due_day, table.c.id) > tuple_(*after))
    return connection.execute(query.order_by(table.c.due_day, table.c.id).limit(limit)).all()


def commitments(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, Row[Any]]:
    table = generation.commitments
    return {row.id: row for row in connection.execute(select(table).where(table.c.id.in_(ids)))}


def pending_of(
    connection: Connection, generation: Generation, rep_ids: Collection[str], now: datetime
) -> Sequence[Row[Any]]:
    """The promises of these reps that are not over, by due day."""
    table = generation.commitments
    query = select(table).where(
        table.c.rep_id.in_(rep_ids), table.c.standing.in_(PENDING), _stays(table.c, micros(now))
    )
    return connection.execute(query.order_by(table.c.due_day, table.c.id)).all()


def pending_in(
    connection: Connection, generation: Generation, team_ids: Collection[str], now: datetime
) -> Sequence[Row[Any]]:
    """The promises of these teams' reps that are not over, by due day."""
    table = generation.commitments
    in_teams = table.c.team_id.in_(team_ids), table.c.standing.in_(PENDING), _stays(table.c, micros(now))
    return connection.execute(select(table).where(*in_teams).order_by(table.c.due_day, table.c.id)).all()


def open_counts(
    connection: Connection, generation: Generation, rep_ids: Collection[str], now: datetime
) -> dict[str, int]:
    """How many open promises each of these reps has."""
    row = generation.commitments.c
    query = select(row.rep_id, func.count().label("open")).where(
        row.rep_id.in_(rep_ids), row.standing == "open", _stays(row, micros(now))
    )
    return {found.rep_id: found.open for found in connection.execute(query.group_by(row.rep_id))}


def promise_of(row: Row[Any]) -> Promise:
    """What decides a promise's state."""
    return Promise(
        standing=row.standing,
        due_soon_from=from_micros(row.due_soon_from),
        overdue_from=from_micros(row.overdue_from),
        practised_at=None if row.practised_at is None else from_micros(row.practised_at),
        gone_from=None if row.gone_from is None else from_micros(row.gone_from),
    )


def _conditions(row: Any, wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    conditions = [] if wanted.reach.everything else [_within_reach(row, wanted)]
    if wanted.states is not None:
        conditions.append(or_(*(_in_state(row, state, now) for state in sorted(wanted.states))))
    if wanted.team_id is not None:
        conditions.append(row.team_id == wanted.team_id)
    if wanted.rep_id is not None:
        conditions.append(row.rep_id == wanted.rep_id)
    if wanted.owed_by is not None:
        conditions.append(_owed_by(row, wanted.owed_by, micros(now)))
    if wanted.due_before is not None:
        conditions.append(row.due_day < wanted.due_before.isoformat())
    return conditions


def _within_reach(row: Any, wanted: Wanted) -> ColumnElement[bool]:
    within: ColumnElement[bool] = row.team_id.in_(wanted.reach.team_ids)
    return or_(within, row.rep_id == wanted.asker_id) if wanted.reach.oneself else within


def _in_state(row: Any, state: str, now: datetime) -> ColumnElement[bool]:
    """The same as `states.state_at`, for the database."""
    at = micros(now)
    is_open = and_(row.standing == "open", _stays(row, at))
    match state:
        case "released":
            return or_(row.standing == state, and_(row.standing.in_(PENDING), row.gone_from <= at))
        case "proposed":
            return and_(row.standing == state, _stays(row, at))
        case "overdue":
            # No zone is a whole day ahead, so the index on due days can leave out the rest.
            latest = (now + timedelta(days=1)).date().isoformat()
            return and_(is_open, row.overdue_from <= at, row.due_day <= latest)
        case "due_soon":
            return and_(is_open, row.overdue_from > at, row.due_soon_from <= at)
        case "open":
            return and_(is_open, row.overdue_from > at, row.due_soon_from > at)
        case _:
            closed: ColumnElement[bool] = row.standing == state
            return closed


def _owed_by(row: Any, side: Side, at: int) -> ColumnElement[bool]:
    """The same as `states.owed_by`, for the database."""
    looked_for = and_(row.standing == "open", row.practised_at.is_not(None))
    owing = looked_for if side == "supervisor" else and_(row.standing.in_(PENDING), ~looked_for)
    return and_(owing, _stays(row, at))


def _stays(row: Any, at: int) -> ColumnElement[bool]:
    return or_(row.gone_from.is_(None), row.gone_from > at)
