"""A rep's timeline, newest first, and what it says about when the rep was last seen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, exists, or_, select, tuple_

from contracts.instants import micros
from services.followup.readmodel.tables import Generation

NOTE_KINDS = ("praise", "correction")
STEP_KINDS = ("commitment", "practice_report", "revisit", "decline", "renewal_request", "renewal", "closure")
SESSION_KINDS = ("session", "session_outcome")
SIGNAL_KINDS = ("signals",)
TRAINING_KINDS = ("training", "training_result")
MENTORING_KINDS = ("mentoring", "mentoring_end")
DEVELOPMENT_KINDS = (*TRAINING_KINDS, *MENTORING_KINDS)
KINDS = (*NOTE_KINDS, *STEP_KINDS, *SESSION_KINDS, *SIGNAL_KINDS, *DEVELOPMENT_KINDS)

Place = tuple[int, str, str]
"""Where on a timeline something stands: microseconds, id, kind."""


def page(
    connection: Connection,
    generation: Generation,
    rep_id: str,
    limit: int,
    *,
    visible_at: datetime | None = None,
    before: Place | None = None,
    kinds: Collection[str] = KINDS,
) -> Sequence[Row[Any]]:
    """The next items.

    Args:
        visible_at: leave out what the rep does not see at this instant; None for whoever sees all.
        before: what follows this place.
    """
    table = generation.timeline
    row = table.c
    query = select(table).where(row.rep_id == rep_id)
    if visible_at is not None:
        query = query.where(row.visible_from <= micros(visible_at))
    query = query.where(_stands_alone(generation, visible_at))
    if before is not None:
        query = query.where(tuple_(row.occurred_at, row.id, row.kind) < tuple_(*before))
    if set(kinds) != set(KINDS):
        query = query.where(row.kind.in_(kinds))
    newest_first = query.order_by(row.occurred_at.desc(), row.id.desc(), row.kind.desc())
    return connection.execute(newest_first.limit(limit)).all()


def between(
    connection: Connection,
    generation: Generation,
    rep_id: str,
    since: int,
    until: int,
    kinds: Collection[str],
    limit: int,
) -> Sequence[Row[Any]]:
    """What a timeline has of some kinds after one instant, up to and with another; newest first."""
    table = generation.timeline
    row = table.c
    within = row.rep_id == rep_id, row.occurred_at > since, row.occurred_at <= until
    query = select(table).where(*within, row.kind.in_(kinds))
    query = query.where(_stands_alone(generation, None))
    newest_first = query.order_by(row.occurred_at.desc(), row.id.desc(), row.kind.desc())
    return connection.execute(newest_first.limit(limit)).all()


def _stands_alone(generation: Generation, visible_at: datetime | None) -> ColumnElement[bool]:
    """Not shown under the note that it is a duplicate of: where that one was withdrawn, or the reader does not see
    it yet, this one is shown instead."""
    original, row = generation.observations.c, generation.timeline.c
    shown = [original.id == row.duplicate_of, original.withdrawn_at.is_(None)]
    if visible_at is not None:
        shown.append(original.visible_from <= micros(visible_at))
    return or_(row.duplicate_of.is_(None), ~exists().where(*shown))


def last_seen(connection: Connection, generation: Generation, rep_ids: Collection[str]) -> dict[str, int]:
    """When somebody last looked at each of these reps; who was never seen is missing."""
    row = generation.seen.c
    query = select(row.rep_id, row.seen_at).where(row.rep_id.in_(rep_ids))
    return {found.rep_id: found.seen_at for found in connection.execute(query)}


def done_by(
    connection: Connection, generation: Generation, by_id: str, rep_ids: Collection[str], since: int
) -> Sequence[Row[Any]]:
    """What one person has noted, proposed and looked at since an instant, oldest first; ``stands_alone`` is False for
    what is shown under another note."""
    table = generation.timeline
    row = table.c
    query = select(table, _stands_alone(generation, None).label("stands_alone")).where(
        row.rep_id.in_(rep_ids), row.occurred_at >= since, row.by_id == by_id
    )
    return connection.execute(query.order_by(row.occurred_at, row.id)).all()


def steps_about(connection: Connection, generation: Generation, rep_id: str, about_id: str) -> Sequence[Row[Any]]:
    """What a timeline shows of one promise, oldest first."""
    table = generation.timeline
    query = select(table).where(table.c.rep_id == rep_id, table.c.about_id == about_id)
    return connection.execute(query.order_by(table.c.occurred_at, table.c.id)).all()
