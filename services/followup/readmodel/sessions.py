"""Coaching sessions, a row for each rep of one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from math import inf
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, ScalarSelect, or_, select

from contracts.instants import from_micros, micros
from services.followup.readmodel.tables import Generation
from services.followup.session_states import GRACE, SessionState, session_state_at

_SOON_MICROS = 12 * 3_600_000_000
"""How long before its start a session is one to be held."""

_MOST_PLANNED = 10

_GRACE_MICROS = int(GRACE.total_seconds()) * 1_000_000


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


def state_of(row: Row[Any], now: datetime) -> SessionState:
    """The state of one rep's part."""
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
