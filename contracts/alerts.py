"""What the clock makes of a promise: it fell overdue, somebody was alerted, the alert climbed, it went quiet.

And what people do about an alert: they acknowledge it, or snooze it with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from contracts.definition import LONG, Event, Id

Reason = Literal["rep_owes", "supervisor_owes", "unconfirmed", "session_missed", "not_seen"]


@dataclass(frozen=True, kw_only=True)
class CommitmentFellOverdue(Event):
    TYPE: ClassVar[str] = "floorwalk.commitment.fell_overdue"
    SUBJECT: ClassVar[str] = "commitment"

    commitment_id: Id
    rep_id: Id
    revision: int
    overdue_from: datetime


@dataclass(frozen=True, kw_only=True)
class _AlertEvent(Event):
    SUBJECT: ClassVar[str] = "alert"

    alert_id: Id


@dataclass(frozen=True, kw_only=True)
class Raised(_AlertEvent):
    """``about`` is what is late (``commitment/<id>``), and ``began_at`` since when.

    At ``level`` 0 it is a reminder on the due day, and ``began_at`` lies ahead. ``caught_up`` says that it was noticed
    later than it should have been, after a downtime or because what it rests on arrived late.
    """

    TYPE: ClassVar[str] = "floorwalk.alert.raised"

    about: str
    revision: int
    reason: Reason
    began_at: datetime
    rep_id: Id
    team_id: Id | None = None
    level: int
    caught_up: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Escalated(_AlertEvent):
    """It came to a higher level, at the envelope's ``time``; each level that is passed is told.

    ``unreached`` says that it came there before its time, since nobody could be told at the level below.
    """

    TYPE: ClassVar[str] = "floorwalk.alert.escalated"

    level: int
    caught_up: bool | None = None
    unreached: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Acknowledged(_AlertEvent):
    """Somebody has it in hand: the ladder stands still until ``until``."""

    TYPE: ClassVar[str] = "floorwalk.alert.acknowledged"

    acknowledgement_id: Id
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Snoozed(_AlertEvent):
    """Nobody is to hear of it until ``until``, for a reason."""

    TYPE: ClassVar[str] = "floorwalk.alert.snoozed"
    TEXT: ClassVar[Mapping[str, int]] = {"reason": LONG}

    snooze_id: Id
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Resolved(_AlertEvent):
    """Its subject is no longer late, for whatever cause; ``resolved_at`` is when that became true."""

    TYPE: ClassVar[str] = "floorwalk.alert.resolved"

    resolved_at: datetime


AlertEvent = Raised | Escalated | Acknowledged | Snoozed | Resolved
