"""Keeping the tables of alerts in step with the service's own log, in the transaction of each append."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from contracts.alerts import Acknowledged, CommitmentFellOverdue, Escalated, Raised, Resolved, Snoozed
from contracts.envelope import Envelope
from contracts.instants import micros
from services.followup.boxes import keep
from services.followup.dialects import insert_or_update
from services.followup.readmodel.generations import live_position
from services.followup.tables.alerts import alert_pauses, alerts, falls
from services.followup.watch import queue


def keep_alerts(connection: Connection, envelopes: Sequence[Envelope]) -> None:
    """Keep the tables in step with events of the service's own log. What became of a delivery changes no alert.

    Those of one append are kept together by their types, for ten thousand promises may fall due at once; in an append
    nothing happens to an alert before it is raised, nor after it was resolved.
    """
    by_type: dict[str, list[Envelope]] = {}
    for envelope in envelopes:
        by_type.setdefault(envelope.type, []).append(envelope)
    for event_type, keep_all in _KEEP.items():
        if found := by_type.get(event_type):
            keep_all(connection, found)


def _keep_raised(connection: Connection, envelopes: Sequence[Envelope]) -> None:
    """Raised, or raised again: a calendar that moves back makes the very same lateness true again."""
    raised = insert_or_update(alerts, connection.dialect.name)
    afresh = {name: raised.excluded[name] for name in _AFRESH}
    connection.execute(
        raised.on_conflict_do_update(index_elements=["id"], set_=afresh), [_raised(envelope) for envelope in envelopes]
    )


_AFRESH = ("state", "level", "team_id", "version", "changed_at", "resolved_at", "unreached_level", "unreached_at")


def _raised(envelope: Envelope) -> dict[str, Any]:
    event = Raised.from_data(envelope.data)
    return {
        "id": event.alert_id,
        "about": event.about,
        "revision": event.revision,
        "reason": event.reason,
        "rep_id": event.rep_id,
        "team_id": event.team_id,
        "level": event.level,
        "state": "raised",
        "began_at": micros(event.began_at),
        "raised_at": micros(envelope.recordedtime),
        "resolved_at": None,
        "unreached_level": None,
        "unreached_at": None,
        "version": envelope.streamversion,
        "changed_at": micros(envelope.time),
    }


def _keep_escalated(connection: Connection, envelopes: Sequence[Envelope]) -> None:
    rows = [{**_changed(envelope), "level": Escalated.from_data(envelope.data).level} for envelope in envelopes]
    connection.execute(_CHANGED, rows)


def _keep_resolved(connection: Connection, envelopes: Sequence[Envelope]) -> None:
    connection.execute(_CHANGED, [{**_changed(envelope), **_resolved(envelope)} for envelope in envelopes])


def _resolved(envelope: Envelope) -> dict[str, Any]:
    return {"state": "resolved", "resolved_at": micros(Resolved.from_data(envelope.data).resolved_at)}


_CHANGED = update(alerts).where(alerts.c.id == bindparam("changed_id"))


def _changed(envelope: Envelope) -> dict[str, Any]:
    named = {"changed_id": envelope.data["alert_id"]}
    return {**named, "version": envelope.streamversion, "changed_at": micros(envelope.time)}


def _keep_fallen(connection: Connection, envelopes: Sequence[Envelope]) -> None:
    fallen = [CommitmentFellOverdue.from_data(envelope.data) for envelope in envelopes]
    connection.execute(
        insert(falls),
        [
            {"commitment_id": one.commitment_id, "revision": one.revision, "overdue_from": micros(one.overdue_from)}
            for one in fallen
        ],
    )


def _keep_acknowledged(connection: Connection, envelopes: Sequence[Envelope]) -> None:
    for envelope in envelopes:
        event = Acknowledged.from_data(envelope.data)
        _pause(connection, envelope, event.acknowledgement_id, "acknowledged", event.until)
        taken = update(alerts).where(alerts.c.id == event.alert_id)
        connection.execute(taken.values(acknowledged_level=alerts.c.level))


def _keep_snoozed(connection: Connection, envelopes: Sequence[Envelope]) -> None:
    for envelope in envelopes:
        event = Snoozed.from_data(envelope.data)
        _pause(connection, envelope, event.snooze_id, "snoozed", event.until)


def _pause(connection: Connection, envelope: Envelope, id_: str, kind: str, until: datetime) -> None:
    """The ladder stands still, from now at the latest, whatever the phone's clock says; when it goes on is for the
    watch to say, which looks again at once. A shorter pause does not end a longer one."""
    changed = _changed(envelope)
    sealed = keep({"id": envelope.id, "type": envelope.type, "data": envelope.data})
    pause = {"alert_id": changed["changed_id"], "id": id_, "kind": kind, "by_id": envelope.actor, "box": sealed}
    span = {"from_at": micros(min(envelope.time, envelope.recordedtime)), "until_at": micros(until)}
    connection.execute(insert(alert_pauses).values(**pause, **span))
    ends = alerts.c[f"{kind}_until"]
    found = select(alerts.c.about, alerts.c.rep_id, ends).where(alerts.c.id == changed["changed_id"])
    row = connection.execute(found).one()
    connection.execute(_CHANGED, {**changed, ends.name: max(micros(until), row[2] or 0)})
    queue.touch(connection, {row.about: row.rep_id}, live_position(connection))


_KEEP: dict[str, Callable[[Connection, Sequence[Envelope]], None]] = {
    CommitmentFellOverdue.TYPE: _keep_fallen,
    Raised.TYPE: _keep_raised,
    Escalated.TYPE: _keep_escalated,
    Acknowledged.TYPE: _keep_acknowledged,
    Snoozed.TYPE: _keep_snoozed,
    Resolved.TYPE: _keep_resolved,
}
"""In the order in which they may happen to one alert."""
