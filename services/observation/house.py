"""What the write side is made of, handed in once when the app is created."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Engine

from contracts.clock import Clock
from services.eventlog.log import EventLog
from services.observation.keyring import Keyring

EXTENSION = "floorwalk.observation"


@dataclass(frozen=True, slots=True)
class House:
    """``engine`` holds the log and the directory, ``new_id`` makes the ids of events."""

    engine: Engine
    log: EventLog
    keyring: Keyring
    clock: Clock
    new_id: Callable[[], str]


def house() -> House:
    """The house of the app that answers this request."""
    present: House = current_app.extensions[EXTENSION]
    return present
