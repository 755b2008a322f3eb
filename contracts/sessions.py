"""Coaching sessions: planned, moved, prepared, held, missed, cancelled, rated; and the rhythm that plans them.

A group session is one event per rep, with the same ``session_id``: each rep's words are in a box of the rep's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from contracts.definition import LONG, SHORT, Event, Id

SessionOutcome = Literal["held", "missed", "cancelled"]
Score = Literal[1, 2, 3, 4, 5]
Weekday = Literal[1, 2, 3, 4, 5, 6, 7]


@dataclass(frozen=True, kw_only=True)
class _SessionEvent(Event):
    SUBJECT: ClassVar[str] = "session"

    session_id: Id
    rep_id: Id


@dataclass(frozen=True, kw_only=True)
class Scheduled(_SessionEvent):
    """``supervisor_id`` is who planned it and means to hold it.

    ``cadence_on`` is the date of the rhythm it was planned for by itself; where the site is closed or the rep away on
    that date, the session itself is on a later day.
    """

    TYPE: ClassVar[str] = "floorwalk.session.scheduled"
    TEXT: ClassVar[Mapping[str, int]] = {"place": SHORT}

    supervisor_id: Id
    starts_at: datetime
    minutes: int
    cadence_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Rescheduled(_SessionEvent):
    """The whole new time and place. Without ``cadence_on`` somebody chose it, and the rhythm leaves it alone."""

    TYPE: ClassVar[str] = "floorwalk.session.rescheduled"
    TEXT: ClassVar[Mapping[str, int]] = {"place": SHORT}

    starts_at: datetime
    minutes: int
    cadence_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class AgendaRaised(_SessionEvent):
    """Something the rep, or the supervisor, wants to talk about; the actor says who."""

    TYPE: ClassVar[str] = "floorwalk.session.agenda_raised"
    TEXT: ClassVar[Mapping[str, int]] = {"text": LONG}

    point_id: Id


@dataclass(frozen=True, kw_only=True)
class Held(_SessionEvent):
    """What was said by both, and this rep's commitments that came of it or were gone over."""

    TYPE: ClassVar[str] = "floorwalk.session.held"
    TEXT: ClassVar[Mapping[str, int]] = {"supervisor_notes": LONG, "rep_notes": LONG, "none_needed_reason": LONG}

    commitment_ids: tuple[Id, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Missed(_SessionEvent):
    TYPE: ClassVar[str] = "floorwalk.session.missed"
    TEXT: ClassVar[Mapping[str, int]] = {"supervisor_notes": LONG}


@dataclass(frozen=True, kw_only=True)
class Cancelled(_SessionEvent):
    TYPE: ClassVar[str] = "floorwalk.session.cancelled"
    TEXT: ClassVar[Mapping[str, int]] = {"supervisor_notes": LONG}


@dataclass(frozen=True, kw_only=True)
class Rated(_SessionEvent):
    """What the session was worth to the rep."""

    TYPE: ClassVar[str] = "floorwalk.session.rated"
    TEXT: ClassVar[Mapping[str, int]] = {"text": LONG}

    score: Score


@dataclass(frozen=True, kw_only=True)
class _CadenceEvent(Event):
    SUBJECT: ClassVar[str] = "cadence"

    rep_id: Id

    @property
    def subject(self) -> str:
        """A rep has one rhythm at a time."""
        return f"{self.SUBJECT}/{self.rep_id}"


@dataclass(frozen=True, kw_only=True)
class CadenceSet(_CadenceEvent):
    """The whole rhythm: every so many weeks from ``first_on``, at a local time of the rep's site (``HH:MM``)."""

    TYPE: ClassVar[str] = "floorwalk.cadence.set"

    set_by: Id
    every_weeks: int
    weekday: Weekday
    at: str
    minutes: int
    first_on: date


@dataclass(frozen=True, kw_only=True)
class CadenceEnded(_CadenceEvent):
    TYPE: ClassVar[str] = "floorwalk.cadence.ended"


SessionEvent = Scheduled | Rescheduled | AgendaRaised | Held | Missed | Cancelled | Rated | CadenceSet | CadenceEnded
