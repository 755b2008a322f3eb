"""A message that nothing is late, to see whether a channel works; and what was given up, tried once more."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Connection, update

from contracts.instants import micros
from services.followup.channels.register import Registered
from services.followup.channels.sealing import ChannelSeal, NotOurs
from services.followup.channels.web_push.subscriptions import subscriptions_of
from services.followup.deliveries import receivers
from services.followup.dialects import insert_or_update
from services.followup.tables.deliveries import deliveries

_TESTS = uuid.UUID("0c5a1c0e-9a53-5c4e-8d53-6a1d7f0d8b21")
_SECOND_TAP_SECONDS = 10


class NobodyToTry(Exception):
    """There is nobody whom a test could reach."""


OVER = ("dead", "failed", "withdrawn", "unknown")
"""States from which operations may have it tried again."""


def plan_test(connection: Connection, channel: Registered, seal: ChannelSeal, asker_id: str, now: datetime) -> str:
    """Plan a test; its id. Whoever asks gets it where the channel would write to people.

    Raises:
        NobodyToTry: it would go to the asker's phones, and there is none.
    """
    if channel.kind != "web_push":
        return plan_test_to(connection, channel, _receiver(channel, seal, asker_id), now)
    phones = subscriptions_of(connection, [asker_id])
    if not phones:
        raise NobodyToTry(asker_id)
    return [plan_test_to(connection, channel, receivers.phone(one.id), now) for one in phones][-1]


def plan_test_to(connection: Connection, channel: Registered, receiver: str, now: datetime) -> str:
    """Plan a test to one receiver; its id."""
    # The system of ids that makes a delivery one delivery makes two taps one test.
    moment = int(now.timestamp()) // _SECOND_TAP_SECONDS
    delivery_id = str(uuid.uuid5(_TESTS, f"{channel.id}/{receiver}/{moment}"))
    planned = insert_or_update(deliveries, connection.dialect.name).values(
        id=delivery_id,
        channel_id=channel.id,
        receiver=receiver,
        state="pending",
        attempts=0,
        next_at=micros(now),
        made_at=micros(now),
    )
    connection.execute(planned.on_conflict_do_nothing(index_elements=["id"]))
    return delivery_id


def try_again(connection: Connection, delivery_id: str, now: datetime) -> bool:
    """Have it sent again, as a message of its own and with all its attempts before it. False where it is under way,
    was sent, or is not there."""
    row = deliveries.c
    again = {"state": "pending", "attempts": 0, "next_at": micros(now), "message_id": None, "why": None}
    over = (row.id == delivery_id) & row.state.in_(OVER)
    return connection.execute(update(deliveries).where(over).values(**again)).rowcount > 0


def _receiver(channel: Registered, seal: ChannelSeal, asker_id: str) -> str:
    if channel.kind != "email":
        return receivers.CHANNEL
    try:
        addresses = seal.open(channel.id, channel.settings).get("to", [])
    except NotOurs:
        return receivers.CHANNEL
    return receivers.address(addresses[0]) if addresses else receivers.person(asker_id)
