"""Observations: what a rep was seen or heard to do, and what the rep answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from contracts.definition import LONG, Event, Id

NoteKind = Literal["praise", "correction"]
Mode = Literal["informal", "formal", "mentoring"]
Channel = Literal["phone", "chat", "email", "social", "counter", "back_office"]
Outcome = Literal["stands", "amended", "withdrawn"]
Removable = Literal["model_phrase", "impact", "channel"]


@dataclass(frozen=True, kw_only=True)
class _ObservationEvent(Event):
    SUBJECT: ClassVar[str] = "observation"

    observation_id: Id
    rep_id: Id


@dataclass(frozen=True, kw_only=True)
class Recorded(_ObservationEvent):
    """``visible_from`` is when the rep sees it: ten minutes after it happened, or at once when shared."""

    TYPE: ClassVar[str] = "floorwalk.observation.recorded"
    TEXT: ClassVar[Mapping[str, int]] = {"quote": LONG, "note": LONG, "model_phrase": LONG, "impact": LONG}

    author_id: Id
    kind: NoteKind
    mode: Mode
    visible_from: datetime
    behaviour_id: Id | None = None
    channel: Channel | None = None
    walk_id: Id | None = None
    session_id: Id | None = None


@dataclass(frozen=True, kw_only=True)
class Shared(_ObservationEvent):
    """Visible to the rep from now on, before the ten minutes are over."""

    TYPE: ClassVar[str] = "floorwalk.observation.shared"

    visible_from: datetime


@dataclass(frozen=True, kw_only=True)
class Amended(_ObservationEvent):
    """What the author says differently now: only the fields that change. The earlier words stay in the log.

    ``removed`` names what is taken out without anything in its place. What was seen is never taken out: whoever
    saw nothing of the kind withdraws the note.
    """

    TYPE: ClassVar[str] = "floorwalk.observation.amended"
    TEXT: ClassVar[Mapping[str, int]] = {
        "quote": LONG,
        "note": LONG,
        "model_phrase": LONG,
        "impact": LONG,
        "reason": LONG,
    }

    amendment_id: Id
    kind: NoteKind | None = None
    mode: Mode | None = None
    channel: Channel | None = None
    behaviour_id: Id | None = None
    removed: tuple[Removable, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Withdrawn(_ObservationEvent):
    TYPE: ClassVar[str] = "floorwalk.observation.withdrawn"
    TEXT: ClassVar[Mapping[str, int]] = {"reason": LONG}


@dataclass(frozen=True, kw_only=True)
class Acknowledged(_ObservationEvent):
    """The rep has seen it; never that the rep agrees."""

    TYPE: ClassVar[str] = "floorwalk.observation.acknowledged"


@dataclass(frozen=True, kw_only=True)
class Replied(_ObservationEvent):
    TYPE: ClassVar[str] = "floorwalk.observation.replied"
    TEXT: ClassVar[Mapping[str, int]] = {"text": LONG}

    reply_id: Id


@dataclass(frozen=True, kw_only=True)
class ClarificationRequested(_ObservationEvent):
    """The rep says it did not happen that way."""

    TYPE: ClassVar[str] = "floorwalk.observation.clarification_requested"
    TEXT: ClassVar[Mapping[str, int]] = {"text": LONG}


@dataclass(frozen=True, kw_only=True)
class ClarificationAnswered(_ObservationEvent):
    TYPE: ClassVar[str] = "floorwalk.observation.clarification_answered"
    TEXT: ClassVar[Mapping[str, int]] = {"text": LONG}

    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class MarkedDuplicate(_ObservationEvent):
    """Another note is about the same moment; both stay, one of them is shown."""

    TYPE: ClassVar[str] = "floorwalk.observation.marked_duplicate"

    duplicate_of: Id


@dataclass(frozen=True, kw_only=True)
class UnmarkedDuplicate(_ObservationEvent):
    """It stands by itself again."""

    TYPE: ClassVar[str] = "floorwalk.observation.unmarked_duplicate"


ObservationEvent = (
    Recorded
    | Shared
    | Amended
    | Withdrawn
    | Acknowledged
    | Replied
    | ClarificationRequested
    | ClarificationAnswered
    | MarkedDuplicate
    | UnmarkedDuplicate
)
