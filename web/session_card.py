"""A coaching session as the screens show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contracts.instants import parse_instant
from web.pledge import first_name, initials, instant_of, known, name_of

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One rep's part in it."""

    rep_id: str
    name: str
    state: str
    notes: str
    commitment_ids: tuple[str, ...]
    score: int
    rating: str

    @property
    def first_name(self) -> str:
        return first_name(self.name)

    @property
    def initials(self) -> str:
        return initials(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachingSession:
    """Texts are empty where they cannot be shown now; ``size`` counts all reps of a group."""

    id: str
    state: str
    starts_at: datetime
    ends_at: datetime
    minutes: int
    place: str
    supervisor: str
    team_id: str | None
    size: int
    seats: list[Seat]
    by_cadence: bool
    outcome_owed: bool
    outcome_at: datetime | None
    supervisor_notes: str
    none_needed_reason: str
    version: int

    @property
    def is_to_come(self) -> bool:
        return self.state == "scheduled"

    @property
    def is_held(self) -> bool:
        return self.state == "held"

    @property
    def names(self) -> str:
        """``Amara Okafor``, or the first names of a group."""
        return self.seats[0].name if len(self.seats) == 1 else ", ".join(seat.first_name for seat in self.seats)

    def is_over(self, now: datetime) -> bool:
        """Whether its time is, whatever came of it."""
        return self.ends_at <= now


def read_session(wire: Json) -> CoachingSession:
    return CoachingSession(
        id=wire["id"],
        state=wire["state"],
        starts_at=parse_instant(wire["starts_at"]),
        ends_at=parse_instant(wire["ends_at"]),
        minutes=int(wire["minutes"]),
        place=wire.get("place") or "",
        supervisor=name_of(wire.get("supervisor")),
        team_id=wire.get("team_id"),
        size=int(wire.get("size") or 1),
        seats=[_seat(rep) for rep in wire["reps"]],
        by_cadence=bool(wire.get("by_cadence")),
        outcome_owed=bool(wire.get("outcome_owed")),
        outcome_at=instant_of(wire.get("outcome_at")),
        supervisor_notes=wire.get("supervisor_notes") or "",
        none_needed_reason=wire.get("none_needed_reason") or "",
        version=int(wire.get("version") or 0),
    )


def _seat(wire: Json) -> Seat:
    return Seat(
        rep_id=wire["id"],
        name=known(wire.get("name")),
        state=wire["state"],
        notes=wire.get("notes") or "",
        commitment_ids=tuple(wire.get("commitment_ids") or ()),
        score=int(wire.get("score") or 0),
        rating=wire.get("rating") or "",
    )
