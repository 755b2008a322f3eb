"""Deliveries as operations reads them: who was told what, by which way, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Row, func, select, tuple_

from services.followup.tables.alerts import alerts
from services.followup.tables.channels import channels
from services.followup.tables.deliveries import deliveries

State = Literal["pending", "leased", "sent", "unknown", "failed", "dead", "withdrawn"]
STATES: tuple[State, ...] = get_args(State)
UNSENT: tuple[State, ...] = ("pending", "leased", "unknown", "failed")


def page(
    connection: Connection,
    states: Collection[str] | None,
    channel_id: str | None,
    alert_id: str | None,
    limit: int,
    before: tuple[int, str] | None,
) -> Sequence[Row[Any]]:
    """Newest first; None is all."""
    row = deliveries.c
    query = select(
        deliveries,
        channels.c.label.label("channel_label"),
        channels.c.kind.label("channel_kind"),
        alerts.c.reason,
        alerts.c.team_id,
    ).select_from(
        deliveries.outerjoin(channels, channels.c.id == row.channel_id).outerjoin(alerts, alerts.c.id == row.alert_id)
    )
    for column, wanted in ((row.channel_id, channel_id), (row.alert_id, alert_id)):
        if wanted is not None:
            query = query.where(column == wanted)
    if states is not None:
        query = query.where(row.state.in_(states))
    if before is not None:
        query = query.where(tuple_(row.made_at, row.id) < tuple_(*before))
    return connection.execute(query.order_by(row.made_at.desc(), row.id.desc()).limit(limit)).all()


def state_of(connection: Connection, delivery_id: str) -> str | None:
    """None where there is no such delivery."""
    found: str | None = connection.execute(select(deliveries.c.state).where(deliveries.c.id == delivery_id)).scalar()
    return found


def count(connection: Connection, states: Collection[str]) -> int:
    """How many are in one of these states."""
    return connection.execute(select(func.count()).where(deliveries.c.state.in_(states))).scalar_one()
