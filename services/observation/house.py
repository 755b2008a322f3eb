"""What the write side is made of, handed in once when the app is created."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Engine

from contracts.clock import Clock
from contracts.sealing import KeyClass
from services.eventlog.log import EventLog
from services.observation.keyring import Keyring

EXTENSION = "floorwalk.observation"


@dataclass(frozen=True, slots=True)
class Counselling:
    """``engine`` holds the counselling log, and the list of referrals beside it."""

    engine: Engine
    log: EventLog


@dataclass(frozen=True, slots=True)
class House:
    """``engine`` holds the log and the directory, ``new_id`` makes the ids of events."""

    engine: Engine
    log: EventLog
    keyring: Keyring
    clock: Clock
    new_id: Callable[[], str]
    counselling: Counselling

    def log_of(self, key_class: KeyClass) -> EventLog:
        """The log of what is sealed with keys of this class."""
        return self.counselling.log if key_class == "counselling" else self.log


def house() -> House:
    """The house of the app that answers this request."""
    present: House = current_app.extensions[EXTENSION]
    return present
