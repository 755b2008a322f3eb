"""Trainings and mentoring pairs, and what a timeline shows of them."""

from __future__ import annotations

from typing import Any

from services.followup.boxes import keep
from services.followup.projection.instants import happened_at, recorded_at
from services.followup.projection.working_set import WorkingSet


def training_assigned(work: WorkingSet, event: dict[str, Any]) -> None:
    data = event["data"]
    work.trainings.new(
        id=data["training_id"],
        rep_id=data["rep_id"],
        home_team_id=(work.people.find(data["rep_id"]) or {}).get("team_id"),
        assigned_by=data["assigned_by"],
        behaviour_id=data.get("behaviour_id"),
        due_on=data.get("due_on"),
        box=keep(event),
        standing="assigned",
        assigned_at=happened_at(event),
    )
    _show(work, event, "training", data["rep_id"], data["training_id"])


def training_completed(work: WorkingSet, event: dict[str, Any]) -> None:
    data = event["data"]
    training = work.trainings.change(data["training_id"])
    training["standing"] = "completed"
    training["passed"], training["score"] = data["passed"], data.get("score")
    training["ended_at"] = happened_at(event)
    outcome = "passed" if data["passed"] else "not_passed"
    _show(work, event, "training_result", data["rep_id"], data["training_id"], outcome)


def training_cancelled(work: WorkingSet, event: dict[str, Any]) -> None:
    data = event["data"]
    training = work.trainings.change(data["training_id"])
    training["standing"] = "cancelled"
    training["ended_at"] = happened_at(event)
    _show(work, event, "training_result", data["rep_id"], data["training_id"], "cancelled")


def mentoring_paired(work: WorkingSet, event: dict[str, Any]) -> None:
    """Both see it: the mentor on the own timeline, too."""
    data = event["data"]
    work.mentorings.new(
        id=data["mentoring_id"],
        rep_id=data["rep_id"],
        mentor_id=data["mentor_id"],
        standing="paired",
        paired_at=happened_at(event),
    )
    for of_id in (data["rep_id"], data["mentor_id"]):
        _show(work, event, "mentoring", of_id, data["mentoring_id"])


def mentoring_ended(work: WorkingSet, event: dict[str, Any]) -> None:
    data = event["data"]
    mentoring = work.mentorings.change(data["mentoring_id"])
    mentoring["standing"] = "ended"
    mentoring["ended_at"] = happened_at(event)
    for of_id in (data["rep_id"], data["mentor_id"]):
        _show(work, event, "mentoring_end", of_id, data["mentoring_id"])


def _show(
    work: WorkingSet, event: dict[str, Any], kind: str, of_id: str, about_id: str, outcome: str | None = None
) -> None:
    work.timeline.new(
        rep_id=of_id,
        occurred_at=happened_at(event),
        id=about_id,
        kind=kind,
        about_id=about_id,
        by_id=event["actor"],
        outcome=outcome,
        box=None if kind == "training" else keep(event),
        visible_from=0,
        recorded_at=recorded_at(event),
        seen=False,
    )
