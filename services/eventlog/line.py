"""One connection to the broker, made when it is first needed and made anew after it failed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kombu.exceptions import KombuError

from services.eventlog.broker import Channel, Connection
from services.eventlog.errors import BusError

_TICK_SECONDS = 0.25
"""How often a heart that beats every second has to be looked after; slower ones need no more."""

_MOMENT_SECONDS = 0.001
"""The shortest wait for a broker apart. With none at all the driver would spin, without end, on half a frame."""


class Line:
    """For one thread: connections to brokers cannot be shared.

    Args:
        patience: how many seconds the broker may take to answer, or to let itself be written to.
        near: the broker is in this process, and can neither be cut off nor freeze.
    """

    def __init__(self, connect: Callable[[], Connection], patience: float, *, near: bool) -> None:
        self._connect = connect
        self.patience = patience
        self._near = near
        self._connection: Connection | None = None
        self._channel: Channel | None = None
        self.is_blocked = False
        """Whether the broker said that it takes nothing now, being short of memory or disk."""

    @contextmanager
    def channel(self) -> Iterator[Channel]:
        """The channel, the same one as long as nothing fails.

        Raises:
            BusError: the broker, or the way to it, failed. The line is down; the next use makes it anew.
        """
        connection = self._connection = self._connection or self._connect()
        failures: tuple[type[Exception], ...] = (
            KombuError,
            OSError,
            *connection.connection_errors,
            *connection.channel_errors,
        )
        try:
            self._channel = self._channel or self._open(connection)
            yield self._channel
        except failures as err:
            self.drop()
            raise BusError(f"the broker failed: {err}") from err

    def drain(self, timeout: float) -> bool:
        """Take in what arrives next, within ``timeout`` seconds. False when nothing did. Use within `channel`."""
        end = time.monotonic() + timeout
        while not (arrived := self._drain_once(end - time.monotonic())) and time.monotonic() < end:
            pass
        return arrived

    def close(self) -> None:
        """Take leave of the broker."""
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None:
            connection.close()

    def drop(self) -> None:
        """Close without a word, to a broker that may not hear it."""
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None:
            connection.collect()

    def _open(self, connection: Connection) -> Channel:
        # Left to itself kombu waits and tries again. Whoever loops here has their own idea of when to.
        connection.ensure_connection(max_retries=1, interval_start=0)
        if not self._near:
            self._watch(connection)
        return connection.channel()

    def _watch(self, connection: Connection) -> None:
        wire = connection.connection
        wire.sock.settimeout(self.patience)
        self.is_blocked = False
        wire.on_blocked = self._note_blocked
        wire.on_unblocked = self._note_unblocked
        # The driver would look for word of this before each publish; here it comes with the confirms.
        wire.client_properties["capabilities"].pop("connection.blocked", None)

    def _note_blocked(self, _reason: str) -> None:
        self.is_blocked = True

    def _note_unblocked(self) -> None:
        self.is_blocked = False

    def _drain_once(self, timeout: float) -> bool:
        if self._connection is None:
            return False
        try:
            self._connection.drain_events(timeout=self._bounded(timeout))
            arrived = True
        except TimeoutError:
            arrived = False
        if not self._near:
            # Only now: what had arrived before it was read is a sign of life, too.
            self._connection.heartbeat_check(rate=4)
        return arrived

    def _bounded(self, timeout: float) -> float:
        return max(timeout, 0) if self._near else min(max(timeout, _MOMENT_SECONDS), _TICK_SECONDS)
