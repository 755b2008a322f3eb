"""A mentoring pair: two reps, of whom one helps the other, until it ends."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from contracts.definition import Event
from contracts.development import MentoringEnded, MentoringPaired
from services.observation.rules.broken import RuleBroken, Unfit


@dataclass(frozen=True, slots=True)
class Mentoring:
    mentoring_id: str
    mentor_id: str
    rep_id: str
    status: Literal["paired", "ended"] = "paired"


def begin(paired: MentoringPaired) -> Mentoring:
    return Mentoring(paired.mentoring_id, paired.mentor_id, paired.rep_id)


def evolve(mentoring: Mentoring, event: Event, _time: datetime) -> Mentoring:
    return replace(mentoring, status="ended") if isinstance(event, MentoringEnded) else mentoring


def pair(mentoring_id: str, mentor_id: str, rep_id: str, paired_by: str) -> list[Event]:
    if mentor_id == rep_id:
        raise Unfit("mentor_id", "Nobody is their own mentor.")
    return [MentoringPaired(mentoring_id=mentoring_id, mentor_id=mentor_id, rep_id=rep_id, paired_by=paired_by)]


def end(mentoring: Mentoring) -> list[Event]:
    if mentoring.status == "ended":
        raise RuleBroken("This mentoring has ended already.")
    ended = MentoringEnded(mentoring_id=mentoring.mentoring_id, mentor_id=mentoring.mentor_id, rep_id=mentoring.rep_id)
    return [ended]
