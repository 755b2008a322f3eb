"""Commitments: the rep's promise to practise a behaviour by a date, and what becomes of it.

A promise starts at revision 1; each renewal of its date is a new revision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from contracts.definition import LONG, Event, Id

Via = Literal["own_device", "supervisor_device"]
Sighting = Literal["saw_it", "partly", "not_yet"]
Comparison = Literal["at_least", "at_most"]


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A signal with a target, by which the promise can be told kept."""

    signal: str
    comparison: Comparison
    target: float


@dataclass(frozen=True, kw_only=True)
class _CommitmentEvent(Event):
    SUBJECT: ClassVar[str] = "commitment"

    commitment_id: Id
    rep_id: Id
    revision: int


@dataclass(frozen=True, kw_only=True)
class Proposed(_CommitmentEvent):
    TYPE: ClassVar[str] = "floorwalk.commitment.proposed"
    TEXT: ClassVar[Mapping[str, int]] = {"practice": LONG, "model_phrase": LONG}

    proposed_by: Id
    due_on: date
    behaviour_id: Id | None = None
    look_again_on: date | None = None
    measure: Measure | None = None
    observation_id: Id | None = None
    session_id: Id | None = None


@dataclass(frozen=True, kw_only=True)
class Confirmed(_CommitmentEvent):
    TYPE: ClassVar[str] = "floorwalk.commitment.confirmed"
    TEXT: ClassVar[Mapping[str, int]] = {"words": LONG}

    via: Via


@dataclass(frozen=True, kw_only=True)
class Declined(_CommitmentEvent):
    TYPE: ClassVar[str] = "floorwalk.commitment.declined"
    TEXT: ClassVar[Mapping[str, int]] = {"reason": LONG}


@dataclass(frozen=True, kw_only=True)
class PracticeReported(_CommitmentEvent):
    """The rep says it was practised; from here on the supervisor owes a look."""

    TYPE: ClassVar[str] = "floorwalk.commitment.practice_reported"
    TEXT: ClassVar[Mapping[str, int]] = {"text": LONG}

    report_id: Id


@dataclass(frozen=True, kw_only=True)
class Revisited(_CommitmentEvent):
    """The supervisor looked again. Anything but ``saw_it`` puts the rep's turn back."""

    TYPE: ClassVar[str] = "floorwalk.commitment.revisited"
    TEXT: ClassVar[Mapping[str, int]] = {"quote": LONG, "note": LONG}

    revisit_id: Id
    outcome: Sighting


@dataclass(frozen=True, kw_only=True)
class Kept(_CommitmentEvent):
    """Seen again. ``seen_on`` is the local date at the rep's site; late when it is after the due day."""

    TYPE: ClassVar[str] = "floorwalk.commitment.kept"

    seen_on: date


@dataclass(frozen=True, kw_only=True)
class NotKept(_CommitmentEvent):
    TYPE: ClassVar[str] = "floorwalk.commitment.not_kept"
    TEXT: ClassVar[Mapping[str, int]] = {"reason": LONG}


@dataclass(frozen=True, kw_only=True)
class Released(_CommitmentEvent):
    TYPE: ClassVar[str] = "floorwalk.commitment.released"
    TEXT: ClassVar[Mapping[str, int]] = {"reason": LONG}


@dataclass(frozen=True, kw_only=True)
class RenewalAsked(_CommitmentEvent):
    """The rep asks to move the date; nothing moves until the supervisor renews."""

    TYPE: ClassVar[str] = "floorwalk.commitment.renewal_asked"
    TEXT: ClassVar[Mapping[str, int]] = {"reason": LONG}

    request_id: Id
    due_on: date


@dataclass(frozen=True, kw_only=True)
class Renewed(_CommitmentEvent):
    """``revision`` is the new one, which the rep has yet to confirm."""

    TYPE: ClassVar[str] = "floorwalk.commitment.renewed"
    TEXT: ClassVar[Mapping[str, int]] = {"reason": LONG}

    renewal_id: Id
    due_on: date


CommitmentEvent = (
    Proposed | Confirmed | Declined | PracticeReported | Revisited | Kept | NotKept | Released | RenewalAsked | Renewed
)
