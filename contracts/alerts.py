"""What the clock makes of a promise: it fell overdue, somebody was alerted, the alert went quiet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from contracts.definition import Event, Id

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
    """``about`` is what is late (``commitment/<id>``), ``owed_by`` the person whose turn it is, where known."""

    TYPE: ClassVar[str] = "floorwalk.alert.raised"

    about: str
    revision: int
    reason: Reason
    began_at: datetime
    rep_id: Id
    team_id: Id | None = None
    level: int


@dataclass(frozen=True, kw_only=True)
class Resolved(_AlertEvent):
    """Its subject is no longer late, for whatever cause; ``resolved_at`` is when that became true."""

    TYPE: ClassVar[str] = "floorwalk.alert.resolved"

    resolved_at: datetime


AlertEvent = Raised | Resolved
