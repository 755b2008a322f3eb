"""Pages of coaching sessions, for whoever may see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, false, func, or_, select, tuple_

from contracts.instants import micros
from services.followup.policy import Reach
from services.followup.readmodel.tables import Generation


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedSessions:
    """What to look for; None is all. ``starts_before`` is excluded."""

    asker_id: str
    reach: Reach
    rep_id: str | None = None
    team_id: str | None = None
    states: frozenset[str] | None = None
    starts_from: datetime | None = None
    starts_before: datetime | None = None


def page(
    connection: Connection,
    generation: Generation,
    wanted: WantedSessions,
    now: datetime,
    limit: int,
    after: tuple[int, str] | None,
) -> list[tuple[str, int]]:
    """Ids and starts of sessions, the earliest first; ``after`` is the start and id of the last one before."""
    row = generation.sessions.c
    start = func.min(row.starts_at).label("start")
    query = select(row.id, start).where(*_conditions(row, wanted, micros(now))).group_by(row.id)
    if after is not None:
        query = query.having(tuple_(start, row.id) > tuple_(*after))
    found = connection.execute(query.order_by(start, row.id).limit(limit))
    return [(each.id, each.start) for each in found]


def within_reach(row: Row[Any], asker_id: str, reach: Reach) -> bool:
    """The same as the filter of a list, for one row."""
    return reach.everything or row.team_id in reach.team_ids or (reach.oneself and row.rep_id == asker_id)


def _conditions(row: Any, wanted: WantedSessions, at: int) -> list[ColumnElement[bool]]:
    conditions = [] if wanted.reach.everything else [_reached(row, wanted)]
    if wanted.rep_id is not None:
        conditions.append(row.rep_id == wanted.rep_id)
    if wanted.team_id is not None:
        conditions.append(row.team_id == wanted.team_id)
    if wanted.states is not None:
        conditions.append(or_(false(), *(_in_state(row, state, at) for state in sorted(wanted.states))))
    if wanted.starts_from is not None:
        conditions.append(row.starts_at >= micros(wanted.starts_from))
    if wanted.starts_before is not None:
        conditions.append(row.starts_at < micros(wanted.starts_before))
    return conditions


def _reached(row: Any, wanted: WantedSessions) -> ColumnElement[bool]:
    within: ColumnElement[bool] = row.team_id.in_(wanted.reach.team_ids)
    return or_(within, row.rep_id == wanted.asker_id) if wanted.reach.oneself else within


def _in_state(row: Any, state: str, at: int) -> ColumnElement[bool]:
    """The same as `session_state_at`, for the database."""
    gone = and_(row.standing == "scheduled", row.gone_from <= at)
    match state:
        case "cancelled":
            return or_(row.standing == state, gone)
        case "scheduled":
            return and_(row.standing == state, or_(row.gone_from.is_(None), row.gone_from > at))
        case _:
            closed: ColumnElement[bool] = row.standing == state
            return closed
