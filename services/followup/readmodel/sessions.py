"""Coaching sessions, a row for each rep of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, ScalarSelect, and_, false, func, or_, select, tuple_

from contracts.instants import from_micros, micros
from services.followup.policy import Reach
from services.followup.readmodel.tables import Generation
from services.followup.session_states import GRACE, SessionState, session_state_at

_SOON_MICROS = 12 * 3_600_000_000
"""How long before its start a session is one to be held."""

_MOST_PLANNED = 10

_GRACE_MICROS = int(GRACE.total_seconds()) * 1_000_000


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


def rows_of(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, list[Row[Any]]]:
    """By session, the rows of its reps."""
    table = generation.sessions
    found: dict[str, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(select(table).where(table.c.id.in_(ids)).order_by(table.c.rep_id)):
        found[row.id].append(row)
    return found


def sessions_of(
    connection: Connection, generation: Generation, keys: Collection[tuple[str, str]]
) -> Mapping[tuple[str, str], Row[Any]]:
    """By session and rep."""
    rows = rows_of(connection, generation, {session_id for session_id, _ in keys}) if keys else {}
    return {(row.id, row.rep_id): row for each in rows.values() for row in each}


def answering(rows: Sequence[Row[Any]]) -> Row[Any]:
    """Whose supervisors answer for a session, whose reps may be in several teams: of those for whom nobody has told
    what came of it whoever stays longest.

    Args:
        rows: of one session, in the order of its reps.
    """
    return max([row for row in rows if row.standing == "scheduled"] or rows, key=_stays_until)


def _stays_until(row: Row[Any]) -> float:
    return inf if row.gone_from is None else float(row.gone_from)


def answering_rep(generation: Generation, session_id: ColumnElement[str]) -> ScalarSelect[str]:
    """The same, for the database."""
    row = generation.sessions.alias().c
    waiting_first = (row.standing != "scheduled", row.gone_from.desc().nulls_first(), row.rep_id)
    return select(row.rep_id).where(row.id == session_id).order_by(*waiting_first).limit(1).scalar_subquery()


def within_reach(row: Row[Any], asker_id: str, reach: Reach) -> bool:
    """The same as the filter of a list, for one row."""
    return reach.everything or row.team_id in reach.team_ids or (reach.oneself and row.rep_id == asker_id)


def state_of(row: Row[Any], now: datetime) -> SessionState:
    gone_from = None if row.gone_from is None else from_micros(row.gone_from)
    return session_state_at(row.standing, gone_from, now)


def to_hold(
    connection: Connection, generation: Generation, team_ids: Collection[str], now: datetime
) -> Sequence[Row[Any]]:
    """The sessions of these teams' reps that begin within half a day, or began and have no outcome; in order."""
    table, at = generation.sessions, micros(now)
    query = select(table).where(
        table.c.team_id.in_(team_ids),
        table.c.standing == "scheduled",
        table.c.starts_at <= at + _SOON_MICROS,
        or_(table.c.gone_from.is_(None), table.c.gone_from > at),
    )
    return connection.execute(query.order_by(table.c.starts_at, table.c.id, table.c.rep_id)).all()


def scheduled_of(connection: Connection, generation: Generation, rep_id: str, now: datetime) -> Sequence[Row[Any]]:
    """A rep's sessions without an outcome, the earliest first."""
    table = generation.sessions
    stays = or_(table.c.gone_from.is_(None), table.c.gone_from > micros(now))
    query = select(table).where(table.c.rep_id == rep_id, table.c.standing == "scheduled", stays)
    return connection.execute(query.order_by(table.c.starts_at, table.c.id).limit(_MOST_PLANNED)).all()


def owed_from(row: Row[Any]) -> int:
    """When a session that is still scheduled counts as missed."""
    ends_at: int = row.ends_at
    return ends_at + _GRACE_MICROS


def last_held(connection: Connection, generation: Generation, rep_id: str, before: int) -> Row[Any] | None:
    """The rep's session that was held last, of those that began earlier."""
    table = generation.sessions
    query = select(table).where(table.c.rep_id == rep_id, table.c.standing == "held", table.c.starts_at < before)
    return connection.execute(query.order_by(table.c.starts_at.desc(), table.c.id.desc()).limit(1)).one_or_none()


def points(
    connection: Connection, generation: Generation, rep_ids: Collection[str], since: int, until: int
) -> Sequence[Row[Any]]:
    """What was raised for sessions of these reps in a time, oldest first."""
    table = generation.session_points
    query = select(table).where(table.c.rep_id.in_(rep_ids), table.c.raised_at > since, table.c.raised_at <= until)
    return connection.execute(query.order_by(table.c.raised_at, table.c.id)).all()


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
