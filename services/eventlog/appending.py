"""What is handed to the log to be appended, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from contracts.definition import Event


@dataclass(frozen=True)
class NewEvent:
    """An event, already sealed, with the facts around it that its writer knows.

    ``time`` is when it happened; when it was recorded is the log's to say. ``partitionkey`` is the rep.
    """

    event: Event
    id: str
    time: datetime
    partitionkey: str
    actor: str
    correlationid: str
    causationid: str | None = None
    traceparent: str | None = None


@dataclass(frozen=True)
class Receipt:
    """The proof that a write was done, so that its repetition is answered and not done again.

    ``key`` names the write (``observation/<id>/acknowledgement``), ``digest`` tells whether a repetition says
    the same, ``answer`` is what was answered. The log understands neither. ``position``, of the write's last
    event, is the log's to say when it is read.
    """

    key: str
    digest: bytes
    answer: bytes
    position: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Append:
    """Events, perhaps of several streams, that are written together or not at all.

    ``expect`` gives, per stream (the event's subject), the version it had when it was decided on, 0 for none
    yet; a stream that is not named is not checked. ``within`` runs in the same transaction after the events
    are in, and may raise to refuse the append. It runs again when the transaction had to be; other appends that
    are committed with this one may be in already.
    """

    events: Sequence[NewEvent]
    expect: Mapping[str, int] = field(default_factory=dict)
    receipt: Receipt | None = None
    within: Callable[[Connection], None] | None = None


@dataclass(frozen=True)
class Appended:
    """``last_position`` is that of the append's last event (of the head, when it has none).

    ``repeated`` is the receipt of the first time, when there was one: nothing was written now.
    """

    last_position: int
    repeated: Receipt | None = None
