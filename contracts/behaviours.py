"""The catalogue of behaviours: what can be seen or heard, and how it could be done instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from contracts.commitments import Measure
from contracts.definition import Event, Id

Dimension = Literal["knowledge", "habit", "skill"]
BehaviourKind = Literal["praise", "correction", "either"]


@dataclass(frozen=True, kw_only=True)
class _BehaviourEvent(Event):
    SUBJECT: ClassVar[str] = "behaviour"

    behaviour_id: Id


@dataclass(frozen=True, kw_only=True)
class _Described(_BehaviourEvent):
    """``measure`` is the signal in which it shows, as a promise about it may take it."""

    label: str
    dimension: Dimension
    kind: BehaviourKind
    prompt: str | None = None
    model_phrase: str | None = None
    practice: str | None = None
    default_days: int | None = None
    measure: Measure | None = None


@dataclass(frozen=True, kw_only=True)
class Defined(_Described):
    TYPE: ClassVar[str] = "floorwalk.behaviour.defined"


@dataclass(frozen=True, kw_only=True)
class Changed(_Described):
    """The whole new state."""

    TYPE: ClassVar[str] = "floorwalk.behaviour.changed"


@dataclass(frozen=True, kw_only=True)
class Retired(_BehaviourEvent):
    TYPE: ClassVar[str] = "floorwalk.behaviour.retired"


BehaviourEvent = Defined | Changed | Retired
