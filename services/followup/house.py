"""What the read side is made of, handed in once when the app is created."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Engine

from contracts.clock import Clock
from services.eventlog.log import EventLog
from services.followup.channels.sealing import ChannelSeal
from services.followup.keys import Keys

EXTENSION = "floorwalk.followup"


@dataclass(frozen=True, slots=True)
class House:
    """``engine`` holds the read model and what no event has, so its commits are on the disk when they return; ``log``
    is the service's own, ``seal`` keeps what channels were told, ``system`` gives system time in seconds, ``origin`` is
    where people reach the product."""

    engine: Engine
    log: EventLog
    keys: Keys
    seal: ChannelSeal
    clock: Clock
    system: Callable[[], float]
    origin: str


def house() -> House:
    """The house of the app that answers this request."""
    present: House = current_app.extensions[EXTENSION]
    return present
