"""The loop of the watch, which looks for what falls due. Any number may stand by; one at a time has its turn."""

from __future__ import annotations

from sqlalchemy import Engine

from contracts.clock import Clock
from floorwalk.parts.heartbeat import Heartbeat
from floorwalk.parts.loops import Loop
from floorwalk.parts.turns import Turn
from services.eventlog.log import EventLog
from services.followup.watch.watch import Watch

_LOOKS_EVERY = 1.0
"""Seconds; what is applied in the same process wakes it at once."""


class Watching:
    """
    Args:
        engine: the database of the read model.
        log: the follow-up service's own, in the same database.
        holder: names this watch; no two that run may share it.
        heartbeat_url: what is asked once a minute while it looks.
    """

    def __init__(
        self, engine: Engine, log: EventLog, clock: Clock, holder: str, heartbeat_url: str | None = None
    ) -> None:
        self._watch = Watch(engine, log)
        self._clock = clock
        self._heart = Heartbeat(heartbeat_url) if heartbeat_url else None
        self._turn = Turn(engine, "watch", holder)
        self.loop = Loop("watch", self._watch_once, _LOOKS_EVERY)

    def close(self) -> None:
        """Leave the rest to whoever stands by."""
        self._turn.give_up()
        if self._heart is not None:
            self._heart.close()

    def _watch_once(self) -> bool:
        if not self._turn.is_mine():
            return False
        found = self._watch.watch_once(self._clock())
        if self._heart is not None:
            self._heart.beat(self._watch.looked_system)
        return found
