"""People: who they are, what they may do, which team they are in, when they are away. Names are sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from contracts.definition import SHORT, Event, Id

Role = Literal["rep", "supervisor", "ops", "counsellor", "admin"]
Level = Literal["new", "developing", "steady", "star"]


@dataclass(frozen=True, kw_only=True)
class _PersonEvent(Event):
    SUBJECT: ClassVar[str] = "person"

    person_id: Id


@dataclass(frozen=True, kw_only=True)
class _Described(_PersonEvent):
    TEXT: ClassVar[Mapping[str, int]] = {"name": SHORT, "email": SHORT}

    roles: tuple[Role, ...]
    team_id: Id | None = None
    also_team_ids: tuple[Id, ...] = ()
    level: Level | None = None
    joined_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Joined(_Described):
    TYPE: ClassVar[str] = "floorwalk.person.joined"


@dataclass(frozen=True, kw_only=True)
class Changed(_Described):
    """The whole new state; a new ``team_id`` is a move."""

    TYPE: ClassVar[str] = "floorwalk.person.changed"


@dataclass(frozen=True, kw_only=True)
class Left(_PersonEvent):
    TYPE: ClassVar[str] = "floorwalk.person.left"

    left_on: date


@dataclass(frozen=True, kw_only=True)
class AbsenceRecorded(_PersonEvent):
    """Away from ``from_on`` to ``to_on``, both days included. The same id again replaces the days."""

    TYPE: ClassVar[str] = "floorwalk.absence.recorded"

    absence_id: Id
    from_on: date
    to_on: date


@dataclass(frozen=True, kw_only=True)
class AbsenceCancelled(_PersonEvent):
    TYPE: ClassVar[str] = "floorwalk.absence.cancelled"

    absence_id: Id


PersonEvent = Joined | Changed | Left | AbsenceRecorded | AbsenceCancelled
