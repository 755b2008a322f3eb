"""A training: assigned, then completed with a result, or cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from contracts.definition import Event
from contracts.development import TrainingAssigned, TrainingCancelled, TrainingCompleted
from services.observation.rules.broken import RuleBroken
from services.observation.rules.commitment import fit_due_on

Status = Literal["assigned", "completed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Training:
    training_id: str
    rep_id: str
    status: Status = "assigned"


def begin(assigned: TrainingAssigned) -> Training:
    return Training(assigned.training_id, assigned.rep_id)


def evolve(training: Training, event: Event, _time: datetime) -> Training:
    match event:
        case TrainingCompleted():
            return replace(training, status="completed")
        case TrainingCancelled():
            return replace(training, status="cancelled")
        case _:
            return training


def assign(training_id: str, assigned_by: str, facts: Mapping[str, Any], today: date) -> list[Event]:
    """``today`` is the local date, at the rep's site, of when it was assigned."""
    if facts.get("due_on"):
        fit_due_on(facts["due_on"], today)
    return [
        TrainingAssigned(
            training_id=training_id,
            rep_id=facts["rep_id"],
            assigned_by=assigned_by,
            behaviour_id=facts.get("behaviour_id"),
            due_on=facts.get("due_on"),
            text={"title": facts["title"]},
        )
    ]


def complete(training: Training, passed: bool, score: float | None) -> list[Event]:
    _refuse_unless_assigned(training)
    return [TrainingCompleted(training_id=training.training_id, rep_id=training.rep_id, passed=passed, score=score)]


def cancel(training: Training, reason: str | None) -> list[Event]:
    _refuse_unless_assigned(training)
    text = {"reason": reason} if reason else {}
    return [TrainingCancelled(training_id=training.training_id, rep_id=training.rep_id, text=text)]


def _refuse_unless_assigned(training: Training) -> None:
    if training.status != "assigned":
        raise RuleBroken(f"This training was {training.status} already.")
