"""A promise as the screens show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from contracts.instants import parse_instant
from web.languages import _
from web.signals import measure_words

Json = Mapping[str, Any]

OPEN = frozenset({"open", "due_soon", "overdue"})


@dataclass(frozen=True, slots=True)
class Asked:
    """The rep asks to move the date."""

    due_on: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """Texts are empty where they cannot be shown now. ``owed_by`` is ``rep``, ``supervisor`` or None."""

    id: str
    rep_id: str
    rep_name: str
    team_id: str | None
    state: str
    practice: str
    model_phrase: str
    due_on: date
    due_day: date
    revision: int
    owed_by: str | None
    proposer: str
    proposed_at: datetime | None
    practised_at: datetime | None
    practice_text: str
    kept_on: date | None
    asked: Asked | None
    closing_reason: str
    goal: str = ""
    measure: str = ""
    measure_mark: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_proposed(self) -> bool:
        return self.state == "proposed"

    @property
    def is_kept(self) -> bool:
        return self.state in {"kept", "kept_late"}

    @property
    def is_overdue(self) -> bool:
        return self.state == "overdue"

    @property
    def is_renewal(self) -> bool:
        """Proposed again, with another date."""
        return self.is_proposed and self.revision > 1


def read_pledge(wire: Json) -> Pledge:
    goal, measure, mark = measure_words(wire.get("measure"))
    return Pledge(
        id=wire["id"],
        rep_id=wire["rep_id"],
        rep_name=known(wire.get("rep_name")),
        team_id=wire.get("team_id"),
        state=wire["state"],
        practice=wire.get("practice") or "",
        model_phrase=wire.get("model_phrase") or "",
        due_on=date.fromisoformat(wire["due_on"]),
        due_day=date.fromisoformat(wire.get("due_day") or wire["due_on"]),
        revision=int(wire.get("revision") or 1),
        owed_by=wire.get("owed_by"),
        proposer=name_of(wire.get("proposed_by")),
        proposed_at=instant_of(wire.get("proposed_at")),
        practised_at=instant_of(wire.get("practised_at")),
        practice_text=wire.get("practice_text") or "",
        kept_on=day_of(wire.get("kept_on")),
        asked=_asked(wire.get("renewal_asked")),
        closing_reason=wire.get("closing_reason") or "",
        goal=goal,
        measure=measure,
        measure_mark=mark,
    )


def instant_of(text: str | None) -> datetime | None:
    return parse_instant(text) if text else None


def day_of(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


def name_of(person: Json | None) -> str:
    return known((person or {}).get("name"))


def known(name: str | None) -> str:
    """The name, or a word in its place where it cannot be shown now."""
    return name or _("Somebody")


def first_name(name: str) -> str:
    return name.split()[0] if name.split() else name


def initials(name: str) -> str:
    """The first letters of the first and the last word: two at most."""
    words = name.split()
    return "".join(word[0] for word in ([words[0], words[-1]] if len(words) > 1 else words)).upper()


def _asked(wire: Json | None) -> Asked | None:
    return Asked(date.fromisoformat(wire["due_on"]), wire.get("reason") or "") if wire else None
