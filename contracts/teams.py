"""Teams: a site with its time zone, working week and holidays, and who manages it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from contracts.definition import Event, Id


@dataclass(frozen=True, kw_only=True)
class _TeamEvent(Event):
    SUBJECT: ClassVar[str] = "team"

    team_id: Id
    name: str
    site: str
    timezone: str
    working_days: tuple[int, ...]
    """ISO weekdays, Monday is 1."""
    holidays: tuple[date, ...] = ()
    country: str | None = None
    """ISO 3166 code, optionally with a subdivision (``GB-ENG``), whose public holidays are observed too."""
    manager_id: Id | None = None


@dataclass(frozen=True, kw_only=True)
class Formed(_TeamEvent):
    TYPE: ClassVar[str] = "floorwalk.team.formed"


@dataclass(frozen=True, kw_only=True)
class Changed(_TeamEvent):
    """The whole new state."""

    TYPE: ClassVar[str] = "floorwalk.team.changed"


TeamEvent = Formed | Changed
