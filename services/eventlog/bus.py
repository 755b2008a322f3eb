"""The bus: fast delivery of what the log holds. What it loses, the feed repairs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from services.eventlog import topology
from services.eventlog.doorbell import doorbell_of
from services.eventlog.errors import BusError
from services.eventlog.line import Line
from services.eventlog.publishing import Publisher
from services.eventlog.subscription import Delivery, Subscription

__all__ = ["Bus", "BusError", "Delivery", "Publisher", "Subscription"]

PATIENCE_SECONDS = 5.0
HEARTBEAT_SECONDS = 10


class Bus:
    """One broker, by its URL. Nothing connects before the first event is published or awaited.

    ``memory://`` is a broker inside this process, which forgets everything at its end; all who give the same
    URL share it, and ``memory://name`` is one apart. ``amqp://`` is a broker apart, RabbitMQ 3.10 or
    newer.

    Args:
        prefix: put in front of every name on the broker, to set installations apart that share a virtual host.
        patience: how many seconds a broker apart may take to answer, or to confirm what was published. Half of what
            a relay's lease lasts, or less.
        heartbeat: how often, in whole seconds, a broker apart and those who read from it tell one another that they
            are there. After twice that time without a word the other one is taken to be gone.
    """

    def __init__(
        self,
        url: str,
        *,
        prefix: str = "",
        patience: float = PATIENCE_SECONDS,
        heartbeat: int = HEARTBEAT_SECONDS,
    ) -> None:
        self._url = url
        self._names = topology.Names(topology.namespace(url) + prefix, quorum=not topology.is_in_memory(url))
        self._patience = patience
        self._heartbeat = heartbeat
        self._bell = doorbell_of(url) if topology.is_in_memory(url) else None

    def publisher(self, *, mandatory: bool = True) -> Publisher:
        """A way in, for one thread, on a connection of its own.

        Args:
            mandatory: an event that no queue is bound to is an error on a broker apart; otherwise it goes unheard,
                as events that are published for whoever cares may.
        """
        # Nobody looks after its heart between two batches, and what was not confirmed shows that it has stopped.
        return Publisher(self._line(heartbeat=0), self._names.exchange(), self._bell, mandatory=mandatory)

    def subscription(self, queue: str, keys: Iterable[str]) -> Subscription:
        """A way out, for one thread, on a connection of its own.

        Args:
            queue: the name of a durable queue, declared when it is first read from.
            keys: the routing keys bound to it, with ``*`` for any one word.
        """
        return Subscription(self._line(self._heartbeat), self._names.queue(queue, keys), self._bell)

    def _line(self, heartbeat: int) -> Line:
        connect = partial(topology.connect, self._url, self._patience, heartbeat)
        return Line(connect, self._patience, near=self._bell is not None)
