"""The alerts there are, kept in step with the service's own log, in the transaction of each append."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from contracts.alerts import CommitmentFellOverdue, Raised, Reason, Resolved
from contracts.envelope import Envelope
from contracts.instants import from_micros, micros
from services.followup.dialects import insert_or_update
from services.followup.tables import alerts, falls


@dataclass(frozen=True, slots=True)
class Alert:
    """``version`` is that of its stream in the service's own log."""

    id: str
    about: str
    revision: int
    reason: Reason
    rep_id: str
    began_at: datetime
    is_open: bool
    version: int


def keep_alerts(connection: Connection, envelopes: Sequence[Envelope]) -> None:
    """Keep the tables in step with events of the service's own log."""
    for envelope in envelopes:
        _KEEP[envelope.type](connection, envelope)


def alerts_about(connection: Connection, subjects: Collection[str]) -> list[Alert]:
    """Every alert there ever was about these."""
    return [_alert(row) for row in connection.execute(select(alerts).where(alerts.c.about.in_(subjects)))]


def fallen_revisions(connection: Connection, commitment_ids: Collection[str]) -> dict[str, set[int]]:
    """The revisions, by commitment, that were told to have fallen overdue."""
    told: dict[str, set[int]] = {commitment_id: set() for commitment_id in commitment_ids}
    query = select(falls.c.commitment_id, falls.c.revision).where(falls.c.commitment_id.in_(commitment_ids))
    for commitment_id, revision in connection.execute(query):
        told[commitment_id].add(revision)
    return told


def _alert(row: Row[Any]) -> Alert:
    return Alert(
        id=row.id,
        about=row.about,
        revision=row.revision,
        reason=row.reason,
        rep_id=row.rep_id,
        began_at=from_micros(row.began_at),
        is_open=row.state != "resolved",
        version=row.version,
    )


def _keep_raised(connection: Connection, envelope: Envelope) -> None:
    """Raised, or raised again: a calendar that moves back makes the very same lateness true again."""
    event = Raised.from_data(envelope.data)
    now = {"state": "raised", "level": event.level, "team_id": event.team_id, "version": envelope.streamversion}
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


def _keep_resolved(connection: Connection, envelope: Envelope) -> None:
    event = Resolved.from_data(envelope.data)
    resolved = {"state": "resolved", "resolved_at": micros(event.resolved_at), "version": envelope.streamversion}
    connection.execute(update(alerts).where(alerts.c.id == event.alert_id).values(resolved))


def _keep_fallen(connection: Connection, envelope: Envelope) -> None:
    event = CommitmentFellOverdue.from_data(envelope.data)
    connection.execute(
        falls.insert().values(
            commitment_id=event.commitment_id, revision=event.revision, overdue_from=micros(event.overdue_from)
        )
    )


_KEEP: dict[str, Callable[[Connection, Envelope], None]] = {
    Raised.TYPE: _keep_raised,
    Resolved.TYPE: _keep_resolved,
    CommitmentFellOverdue.TYPE: _keep_fallen,
}
