"""Filling the queue for a generation of the read model: what may be late by it, and what has an alert."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, case, delete, exists, func, insert, literal, select, update

from services.followup.readmodel.generations import checkpoint
from services.followup.readmodel.tables import Generation
from services.followup.tables.alerts import alerts
from services.followup.tables.lasting import ONLY
from services.followup.tables.watch import watch_queue, watch_state
from services.followup.watch.naming import COMMITMENT, PERSON, SESSION
from services.followup.watch.queue import AT_ONCE, SOON


def make_for(connection: Connection, generation: Generation, *, coverage: bool = False) -> None:
    """Make the queue anew: all that may be late by this generation, and all that has an alert.

    ``coverage`` says whether reps are watched for not being seen.
    """
    connection.execute(delete(watch_queue))
    for found in _watched(generation, coverage=coverage):
        names = ["subject", "rep_id", "next_at", "touches"]
        position = literal(checkpoint(connection, generation.number))
        connection.execute(insert(watch_queue).from_select(names, found.add_columns(position)))
    connection.execute(update(watch_state).where(watch_state.c.id == ONLY).values(generation=generation.number))


def _watched(generation: Generation, *, coverage: bool) -> Iterator[Select[Any, Any, Any]]:
    """Subjects with their reps, and when to look at them: each kind's that may be late, and of every kind what has an
    alert. Of promises there may be a million, most of which are not due for days."""
    promise, session, person = generation.commitments.c, generation.sessions.c, generation.people.c
    about, at_once = literal(COMMITMENT) + promise.id, literal(AT_ONCE)
    first = case((_alerted(about), at_once), else_=_first_look(promise))
    yield select(about, promise.rep_id, first).where(promise.standing.in_(("proposed", "open")) | _alerted(about))
    about = literal(SESSION) + session.id
    may_be_late = (session.standing == "scheduled") | _alerted(about)
    yield select(about, func.min(session.rep_id), at_once).where(may_be_late).group_by(session.id)
    about = literal(PERSON) + person.id
    watched = (literal(coverage) & person.roles.contains("rep")) | _alerted(about)
    yield select(about, person.id, at_once).where(watched)


def _first_look(promise: Any) -> ColumnElement[int]:
    """No later than the first instant at which something may be told of a promise that has no alert. The day on which
    an answer is due begins less than two days before it ends."""
    due = case((promise.standing == "open", promise.due_soon_from), else_=promise.unconfirmed_from - SOON)
    return _sooner(_sooner(due, promise.agreed_overdue_from), promise.gone_from)


def _sooner(one: ColumnElement[int], other: ColumnElement[int]) -> ColumnElement[int]:
    """``one`` where there is no other."""
    return case((other < one, other), else_=one)


def _alerted(about: ColumnElement[str]) -> ColumnElement[bool]:
    return exists().where(alerts.c.about == about, alerts.c.state != "resolved")
