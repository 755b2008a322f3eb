"""The envelope of an event on the wire: CloudEvents 1.0, structured JSON, with our extension attributes.

What is stored is what is published: the log keeps these bytes, the feed and the bus pass them on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import orjson

from contracts.instants import parse_instant, wire_instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One event with the facts around it. ``position`` is gapless in its log, ``streamversion`` in its subject."""

    id: str
    source: str
    type: str
    subject: str
    time: datetime
    recordedtime: datetime
    partitionkey: str
    position: int
    streamversion: int
    actor: str
    data: dict[str, Any]
    correlationid: str
    causationid: str | None = None
    traceparent: str | None = None
    dataversion: int = 1

    def to_json(self) -> bytes:
        wire = {
            "specversion": "1.0",
            "id": self.id,
            "source": self.source,
            "type": self.type,
            "subject": self.subject,
            "time": wire_instant(self.time),
            "recordedtime": wire_instant(self.recordedtime),
            "dataschema": f"/schemas/{self.type}/{self.dataversion}",
            "datacontenttype": "application/json",
            "partitionkey": self.partitionkey,
            "position": self.position,
            "streamversion": self.streamversion,
            "actor": self.actor,
            "correlationid": self.correlationid,
        }
        if self.causationid:
            wire["causationid"] = self.causationid
        if self.traceparent:
            wire["traceparent"] = self.traceparent
        wire["data"] = self.data
        return orjson.dumps(wire)

    @classmethod
    def from_json(cls, body: bytes | str) -> Self:
        """Read what `to_json` wrote; attributes this version does not know are ignored."""
        return cls.from_wire(orjson.loads(body))

    @classmethod
    def from_wire(cls, wire: dict[str, Any]) -> Self:
        """Read an event that was parsed already, as one item of the feed is."""
        return cls(
            id=wire["id"],
            source=wire["source"],
            type=wire["type"],
            subject=wire["subject"],
            time=parse_instant(wire["time"]),
            recordedtime=parse_instant(wire["recordedtime"]),
            partitionkey=wire["partitionkey"],
            position=wire["position"],
            streamversion=wire["streamversion"],
            actor=wire["actor"],
            data=wire["data"],
            correlationid=wire["correlationid"],
            causationid=wire.get("causationid"),
            traceparent=wire.get("traceparent"),
            dataversion=int(wire["dataschema"].rsplit("/", 1)[1]),
        )
