"""What became of telling somebody: one delivery is one alert at one level, by one channel, to one receiver."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from contracts.definition import Event, Id


@dataclass(frozen=True, kw_only=True)
class _DeliveryEvent(Event):
    SUBJECT: ClassVar[str] = "delivery"

    delivery_id: Id
    alert_id: Id
    level: int
    channel_id: Id
    attempts: int


@dataclass(frozen=True, kw_only=True)
class Sent(_DeliveryEvent):
    """The other side took it, alone or in a digest: ``message_id`` is what it was sent as."""

    TYPE: ClassVar[str] = "floorwalk.delivery.sent"

    message_id: Id


@dataclass(frozen=True, kw_only=True)
class Dead(_DeliveryEvent):
    """It was given up, ``why`` in words of the protocol, until operations has it tried again."""

    TYPE: ClassVar[str] = "floorwalk.delivery.dead"

    why: str


DeliveryEvent = Sent | Dead
