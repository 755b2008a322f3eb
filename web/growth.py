"""What helps a rep beside promises: trainings, mentors, and which of them a behaviour asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from web.languages import _
from web.pledge import day_of, name_of

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    id: str
    title: str
    due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """``is_mentor`` where the rep of the card helps the other one."""

    id: str
    other: str
    is_mentor: bool


def read_training(wire: Json) -> Training:
    return Training(id=wire["id"], title=wire.get("title") or "", due_on=day_of(wire.get("due_on")))


def read_pair(wire: Json, rep_id: str) -> Pair:
    is_mentor = wire["mentor"]["id"] == rep_id
    return Pair(id=wire["id"], other=name_of(wire["rep" if is_mentor else "mentor"]), is_mentor=is_mentor)


def proposed_method(behaviour: Json | None) -> str:
    """What the dimension of a behaviour asks for (`domain.md`, rule 8); empty where a promise is it."""
    dimension = (behaviour or {}).get("dimension")
    if dimension == "knowledge":
        return "training"
    return "mentoring" if dimension == "skill" else ""


def advice_of(method: str) -> str:
    """The same in a line."""
    if method == "training":
        return _("This is about knowledge: a training helps more than a promise.")
    return _("This is a skill: a mentor can help, beside a promise or in its place.") if method else ""
