"""What is used of kombu. Its own functions carry no types; the few that are called here are given theirs."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any, Protocol

import kombu as _kombu

kombu: Any = _kombu


class Entity(Protocol):
    """An exchange, or a queue with its bindings."""

    name: str

    def declare(self, *, channel: Channel) -> None: ...


class Message(Protocol):
    body: bytes | str

    def ack(self) -> None: ...


class Channel(Protocol):
    """Passed on to kombu as it came from there. Of a broker apart, with what it says about what was published."""

    events: dict[str, set[Callable[..., None]]]

    def confirm_select(self) -> object: ...

    def close(self) -> None: ...


class Wire(Protocol):
    """The driver's connection to a broker apart."""

    sock: socket.socket
    client_properties: dict[str, Any]
    on_blocked: Callable[[str], None] | None
    on_unblocked: Callable[[], None] | None


class Connection(Protocol):
    connection_errors: tuple[type[Exception], ...]
    channel_errors: tuple[type[Exception], ...]
    connection: Wire

    def ensure_connection(self, *, max_retries: int, interval_start: int) -> object: ...

    def channel(self) -> Channel: ...

    def drain_events(self, *, timeout: float) -> None: ...

    def heartbeat_check(self, *, rate: int) -> None: ...

    def collect(self) -> None: ...

    def close(self) -> None: ...
