"""From the log to the bus: every event, in order, at least once."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from sqlalchemy import Engine

from services.eventlog.lease import LEASE_MICROS, Lease, give_up_lease, move_cursor, read_lease, take_lease
from services.eventlog.log import EventLog

BATCH = 500
"""How many events are published before the cursor moves, which is how many may be published twice."""

_log = logging.getLogger(__name__)


class Publisher(Protocol):
    """Whatever brings events to their readers."""

    def publish(self, bodies: Sequence[bytes]) -> None:
        """Returns when all have arrived, raises when one may not have."""


class Relay:
    """Publishes one log under one name; any number of them may stand by, one of them works.

    Args:
        name: whose cursor it moves.
        holder: names this relay among those of its name; no two that run may share it.
        clock: system time in seconds; leases take no part in domain time.
    """

    def __init__(
        self,
        log: EventLog,
        engine: Engine,
        publisher: Publisher,
        name: str,
        holder: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._log = log
        self._engine = engine
        self._publisher = publisher
        self._name = name
        self._holder = holder
        self._clock = clock
        self._mine: Lease | None = None

    def relay_once(self) -> bool:
        """Publish the next events. False when there are none, or when they are another relay's to publish.

        Raises:
            Exception: what the publisher or the database raised. The cursor has not moved; what was published
                since will be published again.
        """
        lease = self._lease()
        if not lease.is_open_to(self._holder, self._now()) or not (bodies := self._log.read(lease.position, BATCH)):
            return False
        if not self._hold(lease):
            return False
        # What was found is found out anew, should anything go wrong from here on.
        self._mine = None
        # No transaction is open here: a slow broker must not keep the log from its writers.
        self._publisher.publish(bodies)
        now, after = self._now(), lease.position + len(bodies)
        if move_cursor(self._engine, self._name, self._holder, now, before=lease.position, after=after):
            self._mine = Lease(after, self._holder, now + LEASE_MICROS)
        else:
            _log.warning("relay %s lost its lease while it published; another one carries on", self._name)
        return True

    def close(self) -> None:
        """Leave the rest to whoever stands by."""
        self._mine = None
        give_up_lease(self._engine, self._name, self._holder)

    def _lease(self) -> Lease:
        """As it stands. Nobody takes one that has not run out, nor moves the cursor under it: it need not be asked
        for again before each batch, while an event waits to be published."""
        if self._mine and self._mine.until - self._now() > LEASE_MICROS // 2:
            return self._mine
        self._mine = None
        return read_lease(self._engine, self._name)

    def _hold(self, lease: Lease) -> bool:
        """Have the lease for long enough to publish a batch."""
        now = self._now()
        if lease.holder == self._holder and lease.until - now > LEASE_MICROS // 2:
            return True
        return take_lease(self._engine, self._name, self._holder, now)

    def _now(self) -> int:
        return int(self._clock() * 1_000_000)
