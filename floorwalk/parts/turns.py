"""Whose turn it is, among processes that stand by for the same work: whoever holds the lease.

The work itself settles its races; the lease only keeps those who stand by from doing it all twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from sqlalchemy import Engine

from services.eventlog.lease import LEASE_MICROS, give_up_lease, read_lease, take_lease


class Turn:
    """
    Args:
        engine: a log's database, where the leases stand.
        name: what the turn is for; not the name of a relay.
        holder: names this process; no two that run may share it.
        system: system time in seconds.
    """

    def __init__(self, engine: Engine, name: str, holder: str, system: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._name = name
        self._holder = holder
        self._system = system
        self._until = 0

    def is_mine(self) -> bool:
        """Take the turn where it is free, renew it in good time.

        Raises:
            SQLAlchemyError: the database refuses; then it is nobody's that is known of.
        """
        now = int(self._system() * 1_000_000)
        if self._until - now > LEASE_MICROS // 2:
            return True
        self._until = 0
        if not read_lease(self._engine, self._name).is_open_to(self._holder, now):
            return False
        if take_lease(self._engine, self._name, self._holder, now):
            self._until = now + LEASE_MICROS
        return self._until > 0

    def give_up(self) -> None:
        """Let another one take over at once."""
        self._until = 0
        give_up_lease(self._engine, self._name, self._holder)
