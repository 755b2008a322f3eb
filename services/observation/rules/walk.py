"""A floor walk: started, ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from contracts.definition import Event
from contracts.walks import Ended, Started
from services.observation.rules.broken import RuleBroken, Unfit


@dataclass(frozen=True, slots=True)
class Walk:
    walk_id: str
    supervisor_id: str
    started_at: datetime
    ended_at: datetime | None = None


def begin(started: Started) -> Walk:
    return Walk(started.walk_id, started.supervisor_id, started.started_at)


def evolve(walk: Walk, event: Event, _time: datetime) -> Walk:
    return replace(walk, ended_at=event.ended_at) if isinstance(event, Ended) else walk


def start(walk_id: str, supervisor_id: str, started_at: datetime) -> list[Event]:
    return [Started(walk_id=walk_id, supervisor_id=supervisor_id, started_at=started_at)]


def end(walk: Walk, ended_at: datetime) -> list[Event]:
    if walk.ended_at is not None:
        raise RuleBroken("This walk has ended already.")
    if ended_at < walk.started_at:
        raise Unfit("ended_at", "A walk cannot end before it started.")
    return [Ended(walk_id=walk.walk_id, supervisor_id=walk.supervisor_id, ended_at=ended_at)]
