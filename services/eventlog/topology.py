"""What is declared on the broker, by whoever comes first, and how the broker is spoken to."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from contracts.routing import EXCHANGE
from services.eventlog.broker import Channel, Connection, Entity, kombu

_QUORUM = {"x-queue-type": "quorum", "x-single-active-consumer": True}
"""Survives the loss of a node, and keeps the order by having one reader at a time."""


def is_in_memory(url: str) -> bool:
    return url.startswith("memory:")


def connect(url: str, patience: float, heartbeat: int) -> Connection:
    """A connection, not made yet, whose heart beats every so many seconds; 0 for one that is silent by nature."""
    connection: Connection = kombu.Connection(url, connect_timeout=patience, heartbeat=heartbeat)
    return connection


@dataclass(frozen=True)
class Names:
    """What there is on the broker. ``prefix`` goes in front of every name.

    Args:
        quorum: queues are kept by several nodes where there are several, and have one reader at a time.
    """

    prefix: str
    quorum: bool

    def exchange(self) -> Entity:
        events: Entity = kombu.Exchange(self.prefix + EXCHANGE, type="topic", durable=True)
        return events

    def queue(self, name: str, keys: Iterable[str]) -> Entity:
        events = self.exchange()
        bound: Entity = kombu.Queue(
            self.prefix + name,
            bindings=[kombu.binding(events, routing_key=key) for key in keys],
            durable=True,
            queue_arguments=_QUORUM if self.quorum else None,
        )
        return bound


def namespace(url: str) -> str:
    """What sets two busses in one process apart; brokers have virtual hosts for that."""
    return f"{urlsplit(url).netloc}." if is_in_memory(url) and urlsplit(url).netloc else ""


def declare(entity: Entity, channel: Channel) -> None:
    """Have it exist, with its bindings. Declaring it again changes nothing."""
    # The broker in memory loses bindings when two threads declare the same exchange at the same moment.
    with _declaring:
        entity.declare(channel=channel)


_declaring = threading.Lock()
