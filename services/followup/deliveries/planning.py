"""From what the service's own log says of alerts to the deliveries that follow from it, each planned once.

Ids are made from what a delivery is (alert, level, how often it was raised, channel, receiver): planning the same
event again plans the same deliveries, and those are there already.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, select, update

from contracts.alerts import Escalated, Raised
from contracts.instants import micros
from services.eventlog.database import reading, writing
from services.eventlog.log import EventLog
from services.followup.channels.register import Registered, every_channel
from services.followup.channels.sealing import ChannelSeal, NotOurs
from services.followup.channels.web_push.subscriptions import subscriptions_of
from services.followup.deliveries import receivers
from services.followup.dialects import insert_or_update
from services.followup.readmodel import generations
from services.followup.tables.deliveries import deliveries, planning
from services.followup.tables.lasting import ONLY
from services.followup.watch.alert_pages import several
from services.followup.watch.policies import policies
from services.followup.watch.told import Told, people_around, told

_PAGE = 1_000
WEB_PUSH = "web_push"
_FLOORWALK = uuid.UUID("5b8f6f0e-7a54-5b3c-9a35-1d1f7a1c9e42")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Reached:
    """An alert came to a level by this event."""

    alert_id: str
    level: int
    event_id: str


class Planner:
    """
    Args:
        engine: the database of the read model, in which what is planned is durable.
        log: the service's own.
        seal: opens what channels were told.
    """

    def __init__(self, engine: Engine, log: EventLog, seal: ChannelSeal) -> None:
        self._engine = engine
        self._log = log
        self._seal = seal

    def plan_once(self, now: datetime) -> bool:
        """Plan what follows from the next events. False when there are none."""
        with reading(self._engine) as connection:
            before: int = connection.execute(select(planning.c.position)).scalar_one()
        events = [orjson.loads(body) for body in self._log.read(before, _PAGE)]
        if not events:
            return False
        with writing(self._engine) as connection:
            moved = update(planning).where(planning.c.id == ONLY, planning.c.position == before)
            # Whoever is first plans them; the other one looks again.
            if connection.execute(moved.values(position=events[-1]["position"])).rowcount == 1:
                _plan(connection, list(self._rows(connection, events, now)))
        return True

    def _rows(self, connection: Connection, events: Iterable[Row], now: datetime) -> Iterator[Row]:
        generation, listening, reached = generations.live(connection), every_channel(connection), list(_reached(events))
        alerts = several(connection, generation, {one.alert_id for one in reached})
        around = people_around(connection, generation, alerts.values(), now)
        by_policy = policies(connection, {alert.team_id for alert in alerts.values() if alert.team_id})
        addresses = {channel.id: self._addresses(channel) for channel in listening}
        hearing = [
            (one, alert, told(alert, by_policy.of(alert.team_id), one.level, around))
            for one in reached
            if (alert := alerts.get(one.alert_id)) is not None
        ]
        phones = _phones(connection, listening, {each.person.id for *_, people in hearing for each in people})
        for one, alert, people in hearing:
            for channel in listening if people else ():
                if channel.hears_of(one.level, alert.team_id):
                    for receiver, audience in _receivers(channel, addresses[channel.id], phones, people):
                        yield _row(one, channel, receiver, audience, now)

    def _addresses(self, channel: Registered) -> list[str] | None:
        """Of a channel that writes to addresses. None for others, and where they cannot be read: a delivery is planned
        all the same, and tells operations why it failed."""
        if channel.kind != "email":
            return None
        try:
            return list(self._seal.open(channel.id, channel.settings).get("to", []))
        except NotOurs:
            return None


Phones = Mapping[str, Sequence[str]]
"""The browsers in which somebody wants to be told, by person."""


def _phones(connection: Connection, listening: Sequence[Registered], person_ids: Collection[str]) -> Phones:
    phones: dict[str, list[str]] = {}
    if any(channel.kind == WEB_PUSH for channel in listening):
        for subscription in subscriptions_of(connection, person_ids):
            phones.setdefault(subscription.person_id, []).append(subscription.id)
    return phones


def _receivers(
    channel: Registered, addresses: Sequence[str] | None, phones: Phones, people: Sequence[Told]
) -> Iterator[tuple[str, str | None]]:
    if channel.kind == WEB_PUSH:
        for one in people:
            yield from ((receivers.phone(phone), one.audience) for phone in phones.get(one.person.id, ()))
    elif addresses is None:
        yield receivers.CHANNEL, None
    elif addresses:
        yield from ((receivers.address(address), None) for address in addresses)
    else:
        yield from ((receivers.person(one.person.id), one.audience) for one in people)


def _reached(events: Iterable[Row]) -> Iterator[_Reached]:
    for event in events:
        if event["type"] in {Raised.TYPE, Escalated.TYPE}:
            yield _Reached(event["data"]["alert_id"], event["data"]["level"], event["id"])


def _row(reached: _Reached, channel: Registered, receiver: str, audience: str | None, now: datetime) -> Row:
    made_from = "/".join(("delivery", reached.event_id, channel.id, receiver))
    return {
        "id": str(uuid.uuid5(_FLOORWALK, made_from)),
        "channel_id": channel.id,
        "receiver": receiver,
        "alert_id": reached.alert_id,
        "level": reached.level,
        "audience": audience,
        "state": "pending",
        "attempts": 0,
        "next_at": micros(now),
        "made_at": micros(now),
        "event_id": reached.event_id,
    }


def _plan(connection: Connection, rows: Sequence[Row]) -> None:
    if rows:
        planned = insert_or_update(deliveries, connection.dialect.name)
        connection.execute(planned.on_conflict_do_nothing(index_elements=["id"]), rows)
