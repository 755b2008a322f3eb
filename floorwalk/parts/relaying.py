"""The loop that brings one log's events to the bus. Any number may stand by; one at a time holds the lease."""

from __future__ import annotations

from sqlalchemy import Engine

from floorwalk.parts.loops import Loop
from services.eventlog.bus import Publisher
from services.eventlog.log import EventLog
from services.eventlog.relay import Relay

CURSOR = "bus"
"""The name under which a log remembers how far the bus has it."""


class Relaying:
    """
    Args:
        publisher: where events go; closed with the rest.
        holder: names this relay; no two that run may share it.
        looks_every: seconds between two looks at the log; commits of this process wake it at once.
    """

    def __init__(self, engine: Engine, log: EventLog, publisher: Publisher, holder: str, looks_every: float) -> None:
        self._publisher = publisher
        self._relay = Relay(log, engine, self._publisher, CURSOR, holder)
        self.loop = Loop("relay", self._relay.relay_once, looks_every)
        log.subscribe(self.loop.wake)

    def close(self) -> None:
        """Leave the rest to whoever stands by."""
        self._relay.close()
        self._publisher.close()
