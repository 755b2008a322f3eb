"""Alerts as they are read: with the rep whose supervisors answer for them now, the team that rep is in, and the promise
they are about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, exists, func, literal, or_, select, tuple_

from contracts.instants import micros
from services.followup.policy import Reach
from services.followup.readmodel.sessions import answering_rep
from services.followup.readmodel.tables import Generation
from services.followup.tables.alerts import alerts
from services.followup.watch.naming import COMMITMENT, SESSION
from services.followup.watch.policies import longest_grace
from services.followup.watch.policy import FIRST

State = Literal["raised", "acknowledged", "snoozed", "escalated", "resolved"]
STATES: tuple[State, ...] = get_args(State)

_GRACE = timedelta(minutes=1)
"""How long the watch may take to notice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to look for; None is all. ``reach`` is what the asker may see.

    A reminder, at level 0, tells of nothing late yet: it is found only by its level.
    """

    reach: Reach
    states: frozenset[str] | None = None
    level: int | None = None
    team_id: str | None = None


def page(
    connection: Connection,
    generation: Generation,
    wanted: Wanted,
    now: datetime,
    limit: int,
    before: tuple[int, str] | None = None,
) -> Sequence[Row[Any]]:
    """Those that began last come first; ``before`` is when the last one of the page before began, and its id."""
    query = _alerts(generation).where(*_conditions(generation, wanted, micros(now)))
    if before is not None:
        query = query.where(tuple_(alerts.c.began_at, alerts.c.id) < tuple_(*before))
    return connection.execute(query.order_by(alerts.c.began_at.desc(), alerts.c.id.desc()).limit(limit)).all()


def one(connection: Connection, generation: Generation, alert_id: str) -> Row[Any] | None:
    """One alert, open or not; None where there never was such a one."""
    return connection.execute(_alerts(generation).where(alerts.c.id == alert_id)).one_or_none()


def several(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, Row[Any]]:
    """Those of these alerts that there are, as `one` reads them."""
    return {row.id: row for row in connection.execute(_alerts(generation).where(alerts.c.id.in_(ids)))}


def overdue_without_alert(connection: Connection, generation: Generation, now: datetime) -> int:
    """How many promises are overdue of which nobody was told. It must be none."""
    row = generation.commitments.c
    about = literal(COMMITMENT) + row.id
    told = exists().where(alerts.c.about == about, alerts.c.state != "resolved", alerts.c.level >= FIRST)
    noticed = micros(now - _GRACE - longest_grace(connection))
    # No zone is a whole day ahead, so the index on due days can leave out the rest.
    latest = (now + timedelta(days=1)).date().isoformat()
    overdue = and_(
        *(row.standing == "open", row.due_day <= latest, row.overdue_from <= noticed),
        or_(row.gone_from.is_(None), row.gone_from > noticed),
    )
    return connection.execute(select(func.count()).where(overdue, ~told)).scalar_one()


def _alerts(generation: Generation) -> Select[Any]:
    people, promise, session = generation.people, generation.commitments.c, generation.sessions.c
    session_id = func.substr(alerts.c.about, len(SESSION) + 1)
    # Asked only of what is about a session: of everything else it would find none, and take its time.
    answering = case((alerts.c.reason == "session_missed", answering_rep(generation, session_id)))
    joined = (
        alerts.outerjoin(generation.sessions, and_(session.id == session_id, session.rep_id == answering))
        .outerjoin(people, people.c.id == _rep(generation))
        .outerjoin(generation.commitments, promise.id == func.substr(alerts.c.about, len(COMMITMENT) + 1))
    )
    columns = [column for column in alerts.c if column.name not in {"rep_id", "team_id"}]
    now = _rep(generation).label("rep_id"), _team(generation).label("team_id")
    planned_by = func.coalesce(promise.proposed_by, session.supervisor_id).label("proposed_by")
    return select(*columns, *now, promise.due_day, planned_by).select_from(joined)


def _rep(generation: Generation) -> ColumnElement[str]:
    """Of several who sat down together, whoever still waits for the outcome; not always who did when it was raised."""
    return func.coalesce(generation.sessions.c.rep_id, alerts.c.rep_id)


def _team(generation: Generation) -> ColumnElement[str | None]:
    """The team that the rep is in now."""
    return func.coalesce(generation.people.c.team_id, alerts.c.team_id)


def state_at(row: Any, now: int) -> State:
    """What state an alert is in at an instant (microseconds): snoozed and acknowledged end by the clock."""
    if row.state == "resolved":
        return "resolved"
    if (row.snoozed_until or 0) > now:
        return "snoozed"
    if (row.acknowledged_until or 0) > now:
        return "acknowledged"
    return "escalated" if row.level > FIRST else "raised"


def _in_state(state: str, now: int) -> ColumnElement[bool]:
    """The same as `state_at`, for the database."""
    row = alerts.c
    is_open = row.state != "resolved"
    snoozed = func.coalesce(row.snoozed_until, 0) > now
    acknowledged = func.coalesce(row.acknowledged_until, 0) > now
    match state:
        case "resolved":
            return row.state == "resolved"
        case "snoozed":
            return and_(is_open, snoozed)
        case "acknowledged":
            return and_(is_open, acknowledged, ~snoozed)
        case "escalated":
            return and_(is_open, row.level > FIRST, ~acknowledged, ~snoozed)
        case _:
            return and_(is_open, row.level <= FIRST, ~acknowledged, ~snoozed)


def _conditions(generation: Generation, wanted: Wanted, now: int) -> list[ColumnElement[bool]]:
    team = _team(generation)
    within: list[ColumnElement[bool]] = [team.in_(wanted.reach.team_ids)]
    conditions = [] if wanted.reach.everything else within
    if wanted.states is not None:
        conditions.append(or_(*(_in_state(state, now) for state in sorted(wanted.states))))
    conditions.append(alerts.c.level >= FIRST if wanted.level is None else alerts.c.level == wanted.level)
    if wanted.team_id is not None:
        conditions.append(team == wanted.team_id)
    return conditions
