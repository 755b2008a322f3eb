"""The way onto the bus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson

from contracts.routing import routing_key
from services.eventlog.broker import Channel, Entity, kombu
from services.eventlog.confirming import Confirms
from services.eventlog.doorbell import Doorbell
from services.eventlog.errors import BusError
from services.eventlog.line import Line
from services.eventlog.topology import declare

CONTENT_TYPE = "application/cloudevents+json"

WINDOW = 1_000
"""How many events may be on their way unconfirmed."""


class Publisher:
    """Publishes for one thread. After a BusError it may be used again, and connects anew where it has to.

    Args:
        bell: rung when something was published, where the readers are in this process. A broker apart confirms
            instead.
        mandatory: an event that no queue is bound to is an error, where the broker is apart.
    """

    def __init__(self, line: Line, exchange: Entity, bell: Doorbell | None, *, mandatory: bool) -> None:
        self._line = line
        self._exchange = exchange
        self._bell = bell
        self._mandatory = mandatory
        self._channel: Channel | None = None
        self._producer: Any = None
        self._confirms: Confirms | None = None

    def publish(self, bodies: Sequence[bytes]) -> None:
        """Returns when the broker, where it is one that confirms, has confirmed every event.

        Raises:
            BusError: some may not have arrived. A broker that confirms nothing is waited for as long as the line is
                patient, counted anew from each word of it.
        """
        with self._line.channel() as channel:
            if channel is not self._channel:
                self._open(channel)
            for start in range(0, len(bodies), WINDOW):
                for body in bodies[start : start + WINDOW]:
                    self._send(body)
                if self._confirms is not None:
                    self._await(self._confirms)
        if self._confirms is not None:
            self._confirms.check()
        if self._bell:
            self._bell.ring()

    def close(self) -> None:
        self._channel = None
        self._line.close()

    def _open(self, channel: Channel) -> None:
        declare(self._exchange, channel)
        self._producer = kombu.Producer(channel, self._exchange, auto_declare=False)
        self._confirms = None if self._bell else Confirms(channel)
        self._channel = channel

    def _send(self, body: bytes) -> None:
        self._producer.publish(
            body,
            routing_key=routing_key(orjson.loads(body)["type"]),
            content_type=CONTENT_TYPE,
            content_encoding="utf-8",
            delivery_mode="persistent",
            mandatory=self._mandatory,
        )
        if self._confirms is not None:
            self._confirms.expect_one_more()

    def _await(self, confirms: Confirms) -> None:
        while confirms.are_outstanding:
            if not self._line.drain(self._line.patience):
                # What is confirmed on this channel later on would be taken for something else.
                why = ", having blocked all who publish: see its log" if self._line.is_blocked else ""
                self._line.drop()
                raise BusError(f"the broker confirmed nothing for {self._line.patience:g} s{why}")
