"""When everything that was to tell of an alert at its level came to nothing, the ladder waits for nobody there.

Who climbs is the watch, as ever: here it is only told to look, and since when nobody could be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, or_, select, update

from contracts.instants import micros
from services.followup.readmodel.generations import live_position
from services.followup.tables.alerts import alerts
from services.followup.tables.deliveries import deliveries
from services.followup.watch import queue

CHANNEL_OFF, CHANNEL_GONE = "the channel is switched off", "the channel is gone"


def move_on(connection: Connection, over: Sequence[Row[Any]], now: datetime) -> None:
    """Have those alerts moved on of whose present level no delivery was, or may still be, taken by anybody.

    Args:
        over: deliveries that came to nothing in this transaction.
    """
    by_event = {row.event_id: row for row in over if row.event_id is not None}
    alert_ids = {row.alert_id for row in by_event.values()}
    if not alert_ids:
        return
    # Two deliveries of one alert that end at once must not each take the other for one that may still arrive.
    locked = select(alerts.c.id).where(alerts.c.id.in_(alert_ids)).order_by(alerts.c.id).with_for_update()
    connection.execute(locked).all()
    hopeful = set(connection.execute(_hopeful(list(by_event))).scalars())
    lost = {row.alert_id: row.level for event_id, row in by_event.items() if event_id not in hopeful}
    for alert_id, level in lost.items():
        _note(connection, alert_id, level, now)


def _hopeful(event_ids: Sequence[str]) -> Select[tuple[str | None]]:
    """Those events of which somebody was told, may be, or need not be any more."""
    row = deliveries.c
    for_want_of_a_channel = and_(row.state == "withdrawn", row.why.in_((CHANNEL_OFF, CHANNEL_GONE)))
    nothing = or_(row.state == "dead", for_want_of_a_channel)
    return select(row.event_id).where(row.event_id.in_(event_ids), ~nothing).distinct()


def _note(connection: Connection, alert_id: str, level: int, now: datetime) -> None:
    row = alerts.c
    there = (row.id == alert_id) & (row.state != "resolved") & (row.level == level)
    noted = update(alerts).where(there).values(unreached_level=level, unreached_at=micros(now))
    for about, rep_id in connection.execute(noted.returning(row.about, row.rep_id)):
        queue.touch(connection, {about: rep_id}, live_position(connection))
