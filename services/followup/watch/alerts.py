"""The alerts there are, kept in step with the service's own log, in the transaction of each append."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from contracts.alerts import Acknowledged, CommitmentFellOverdue, Escalated, Raised, Reason, Resolved, Snoozed
from contracts.envelope import Envelope
from contracts.instants import from_micros, micros
from services.followup.boxes import keep
from services.followup.dialects import insert_or_update
from services.followup.readmodel.generations import live_position
from services.followup.tables import alert_pauses, alerts, falls
from services.followup.watch import queue
from services.followup.watch.worktime import Span


@dataclass(frozen=True, slots=True)
class Alert:
    """``version`` is that of its stream in the service's own log, ``changed_at`` when the last thing happened to it.
    ``pauses`` are the times in which it was acknowledged or snoozed.
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


def keep_alerts(connection: Connection, envelopes: Sequence[Envelope]) -> None:
    """Keep the tables in step with events of the service's own log. What became of a delivery changes no alert."""
    for envelope in envelopes:
        if keep_one := _KEEP.get(envelope.type):
            keep_one(connection, envelope)


def alerts_about(connection: Connection, subjects: Collection[str]) -> list[Alert]:
    """Every alert there ever was about these."""
    rows = connection.execute(select(alerts).where(alerts.c.about.in_(subjects))).all()
    paused = _pauses(connection, [row.id for row in rows if row.state != "resolved"])
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
    )


def _keep_raised(connection: Connection, envelope: Envelope) -> None:
    """Raised, or raised again: a calendar that moves back makes the very same lateness true again."""
    event = Raised.from_data(envelope.data)
    now = {"state": "raised", "level": event.level, "team_id": event.team_id, **_changed(envelope)}
    raised = insert_or_update(alerts, connection.dialect.name).values(
        id=event.alert_id,
        about=event.about,
        revision=event.revision,
        reason=event.reason,
        rep_id=event.rep_id,
        began_at=micros(event.began_at),
        raised_at=micros(envelope.recordedtime),
        **now,
    )
    connection.execute(raised.on_conflict_do_update(index_elements=["id"], set_={**now, "resolved_at": None}))


def _keep_escalated(connection: Connection, envelope: Envelope) -> None:
    event = Escalated.from_data(envelope.data)
    _change(connection, envelope, event.alert_id, level=event.level)


def _keep_acknowledged(connection: Connection, envelope: Envelope) -> None:
    event = Acknowledged.from_data(envelope.data)
    _pause(connection, envelope, event.alert_id, event.acknowledgement_id, "acknowledged", event.until)


def _keep_snoozed(connection: Connection, envelope: Envelope) -> None:
    event = Snoozed.from_data(envelope.data)
    _pause(connection, envelope, event.alert_id, event.snooze_id, "snoozed", event.until)


def _pause(connection: Connection, envelope: Envelope, alert_id: str, id_: str, kind: str, until: datetime) -> None:
    """The ladder stands still; when it goes on is for the watch to say, which looks again at once."""
    sealed = keep({"id": envelope.id, "type": envelope.type, "data": envelope.data})
    pause = {"alert_id": alert_id, "id": id_, "kind": kind, "by_id": envelope.actor, "box": sealed}
    span = {"from_at": micros(envelope.time), "until_at": micros(until)}
    connection.execute(alert_pauses.insert().values(**pause, **span))
    _change(connection, envelope, alert_id, **{f"{kind}_until": micros(until)})
    row = connection.execute(select(alerts.c.about, alerts.c.rep_id).where(alerts.c.id == alert_id)).one()
    queue.touch(connection, {row.about: row.rep_id}, live_position(connection))


def _keep_resolved(connection: Connection, envelope: Envelope) -> None:
    event = Resolved.from_data(envelope.data)
    _change(connection, envelope, event.alert_id, state="resolved", resolved_at=micros(event.resolved_at))


def _change(connection: Connection, envelope: Envelope, alert_id: str, **values: Any) -> None:
    connection.execute(update(alerts).where(alerts.c.id == alert_id).values(**values, **_changed(envelope)))


def _changed(envelope: Envelope) -> dict[str, int]:
    return {"version": envelope.streamversion, "changed_at": micros(envelope.time)}


def _keep_fallen(connection: Connection, envelope: Envelope) -> None:
    event = CommitmentFellOverdue.from_data(envelope.data)
    connection.execute(
        falls.insert().values(
            commitment_id=event.commitment_id, revision=event.revision, overdue_from=micros(event.overdue_from)
        )
    )


_KEEP: dict[str, Callable[[Connection, Envelope], None]] = {
    Raised.TYPE: _keep_raised,
    Escalated.TYPE: _keep_escalated,
    Acknowledged.TYPE: _keep_acknowledged,
    Snoozed.TYPE: _keep_snoozed,
    Resolved.TYPE: _keep_resolved,
    CommitmentFellOverdue.TYPE: _keep_fallen,
}
