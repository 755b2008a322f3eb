"""Floor walks: one pass over the floor, from start to end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from contracts.definition import Event, Id


@dataclass(frozen=True, kw_only=True)
class _WalkEvent(Event):
    SUBJECT: ClassVar[str] = "walk"

    walk_id: Id
    supervisor_id: Id


@dataclass(frozen=True, kw_only=True)
class Started(_WalkEvent):
    TYPE: ClassVar[str] = "floorwalk.walk.started"

    started_at: datetime


@dataclass(frozen=True, kw_only=True)
class Ended(_WalkEvent):
    TYPE: ClassVar[str] = "floorwalk.walk.ended"

    ended_at: datetime


WalkEvent = Started | Ended
