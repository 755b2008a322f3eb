"""What came of an attempt, kept with the fact that the service's own log tells of it, in one transaction."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, update

from contracts.deliveries import Dead, DeliveryEvent, Sent
from contracts.instants import micros
from services.eventlog.appending import Append, NewEvent
from services.eventlog.database import writing
from services.eventlog.log import EventLog
from services.followup.channels import outcomes
from services.followup.channels.outcomes import Outcome
from services.followup.channels.register import switch_off
from services.followup.channels.web_push.subscriptions import forget
from services.followup.deliveries import receivers
from services.followup.deliveries.leasing import Leased, Part
from services.followup.deliveries.retrying import wait_after
from services.followup.deliveries.unreached import move_on
from services.followup.tables.deliveries import deliveries

ACTOR = "svc:followup"

_FLOORWALK = uuid.UUID("5b8f6f0e-7a54-5b3c-9a35-1d1f7a1c9e42")


class SentAlready(Exception):
    """Another sender, who took this one for dead, has recorded it."""


def record(engine: Engine, log: EventLog, taken: Leased, outcome: Outcome, now: datetime, chance: float) -> None:
    """Keep what came of it. What another sender has recorded as sent stays sent."""
    wait = wait_after(taken.attempts, outcome.after, chance) if isinstance(outcome, outcomes.Later) else None
    values = _values(outcome, now, now + wait if wait else None)

    def change(connection: Connection) -> None:
        mine = deliveries.c.id.in_([part.row.id for part in taken.parts]) & (deliveries.c.state != "sent")
        if not connection.execute(update(deliveries).where(mine).values(**values)).rowcount:
            raise SentAlready(taken.message_id)
        if isinstance(outcome, outcomes.Gone):
            _end(connection, taken, outcome.why)
        if values["state"] == "dead":
            move_on(connection, [part.row for part in taken.parts], now)

    try:
        if values["state"] != "failed" and (events := _facts(taken, outcome, now)):
            log.append(Append(events, within=change))
        else:
            with writing(engine) as connection:
                change(connection)
    except SentAlready:
        return


def _end(connection: Connection, taken: Leased, why: str) -> None:
    """One phone that wants no more says nothing of the others."""
    if phone_id := receivers.phone_of(taken.receiver):
        forget(connection, phone_id)
    else:
        switch_off(connection, taken.channel.id, why)


def _values(outcome: Outcome, now: datetime, next_at: datetime | None) -> dict[str, Any]:
    free = {"holder": None, "leased_until_system": None}
    if isinstance(outcome, outcomes.Sent):
        return {**free, "state": "sent", "sent_at": micros(now), "next_at": None, "why": None}
    state = "failed" if next_at else "dead"
    return {**free, "state": state, "next_at": micros(next_at) if next_at else None, "why": outcome.why}


def _facts(taken: Leased, outcome: Outcome, now: datetime) -> list[NewEvent]:
    return [_fact(taken, part, outcome, now) for part in taken.parts if part.alert is not None]


def _fact(taken: Leased, part: Part, outcome: Outcome, now: datetime) -> NewEvent:
    about = {
        "delivery_id": part.row.id,
        "alert_id": part.row.alert_id,
        "level": part.row.level,
        "channel_id": taken.channel.id,
        "attempts": taken.attempts,
    }
    event: DeliveryEvent = (
        Sent(**about, message_id=taken.message_id)
        if isinstance(outcome, outcomes.Sent)
        else Dead(**about, why=outcome.why)
    )
    event_id = str(uuid.uuid5(_FLOORWALK, f"{event.TYPE}/{part.row.id}/{micros(now)}"))
    rep_id = part.alert.rep_id if part.alert is not None else part.row.id
    return NewEvent(event, id=event_id, time=now, partitionkey=rep_id, actor=ACTOR, correlationid=part.row.alert_id)
