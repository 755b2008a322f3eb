"""Development beside coaching: a training that is assigned and has a result, a mentor at a rep's side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from contracts.definition import LONG, SHORT, Event, Id


@dataclass(frozen=True, kw_only=True)
class _TrainingEvent(Event):
    SUBJECT: ClassVar[str] = "training"

    training_id: Id
    rep_id: Id


@dataclass(frozen=True, kw_only=True)
class TrainingAssigned(_TrainingEvent):
    TYPE: ClassVar[str] = "floorwalk.training.assigned"
    TEXT: ClassVar[Mapping[str, int]] = {"title": SHORT}

    assigned_by: Id
    behaviour_id: Id | None = None
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class TrainingCompleted(_TrainingEvent):
    """``score`` is of 100, where the training has one."""

    TYPE: ClassVar[str] = "floorwalk.training.completed"

    passed: bool
    score: float | None = None


@dataclass(frozen=True, kw_only=True)
class TrainingCancelled(_TrainingEvent):
    TYPE: ClassVar[str] = "floorwalk.training.cancelled"
    TEXT: ClassVar[Mapping[str, int]] = {"reason": LONG}


@dataclass(frozen=True, kw_only=True)
class _MentoringEvent(Event):
    SUBJECT: ClassVar[str] = "mentoring"

    mentoring_id: Id
    mentor_id: Id
    rep_id: Id


@dataclass(frozen=True, kw_only=True)
class MentoringPaired(_MentoringEvent):
    """A mentor for a rep; their moments are short and have no schedule."""

    TYPE: ClassVar[str] = "floorwalk.mentoring.paired"

    paired_by: Id


@dataclass(frozen=True, kw_only=True)
class MentoringEnded(_MentoringEvent):
    TYPE: ClassVar[str] = "floorwalk.mentoring.ended"


DevelopmentEvent = TrainingAssigned | TrainingCompleted | TrainingCancelled | MentoringPaired | MentoringEnded
