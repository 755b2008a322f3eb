"""The alerts there are, as the watch knows them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from contracts.alerts import Reason
from contracts.instants import from_micros
from services.followup.tables.alerts import alert_pauses, alerts, falls
from services.followup.watch.ladder import Step
from services.followup.watch.worktime import Span


@dataclass(frozen=True, slots=True)
class Alert:
    """``version`` is that of its stream in the service's own log, ``changed_at`` when the last thing happened to it.
    ``pauses`` are the times in which it was acknowledged or snoozed, ``unreached`` is the level at which nobody could
    be told, and since when that is known.
    """

    id: str
    about: str
    revision: int
    reason: Reason
    rep_id: str
    began_at: datetime
    is_open: bool
    level: int
    version: int
    changed_at: datetime
    pauses: tuple[Span, ...] = ()
    unreached: Step | None = None


def alerts_about(connection: Connection, subjects: Collection[str]) -> list[Alert]:
    """Every alert there ever was about these."""
    rows = connection.execute(select(alerts).where(alerts.c.about.in_(subjects))).all()
    paused = _pauses(connection, [row.id for row in rows])
    return [_alert(row, paused.get(row.id, ())) for row in rows]


def fallen_revisions(connection: Connection, commitment_ids: Collection[str]) -> dict[str, set[int]]:
    """The revisions, by commitment, that were told to have fallen overdue."""
    told: dict[str, set[int]] = {commitment_id: set() for commitment_id in commitment_ids}
    query = select(falls.c.commitment_id, falls.c.revision).where(falls.c.commitment_id.in_(commitment_ids))
    for commitment_id, revision in connection.execute(query):
        told[commitment_id].add(revision)
    return told


def _pauses(connection: Connection, alert_ids: Collection[str]) -> dict[str, tuple[Span, ...]]:
    paused: dict[str, tuple[Span, ...]] = {}
    if alert_ids:
        query = select(alert_pauses).where(alert_pauses.c.alert_id.in_(alert_ids))
        for row in connection.execute(query):
            span = Span(from_micros(row.from_at), from_micros(row.until_at))
            paused[row.alert_id] = (*paused.get(row.alert_id, ()), span)
    return paused


def _alert(row: Row[Any], pauses: tuple[Span, ...]) -> Alert:
    return Alert(
        id=row.id,
        about=row.about,
        revision=row.revision,
        reason=row.reason,
        rep_id=row.rep_id,
        began_at=from_micros(row.began_at),
        is_open=row.state != "resolved",
        level=row.level,
        version=row.version,
        changed_at=from_micros(row.changed_at),
        pauses=pauses,
        unreached=None if row.unreached_at is None else Step(row.unreached_level, from_micros(row.unreached_at)),
    )
