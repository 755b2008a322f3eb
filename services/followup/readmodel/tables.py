"""The tables of one generation of the read model.

Each generation has its own (``timeline_1``, ``timeline_2``, …), so that a new one is filled beside the one that
is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Index, MetaData, Table

from services.followup.readmodel.columns import (
    behaviours,
    commitments,
    coverage,
    development,
    effects,
    observations,
    people,
    sessions,
    signals,
    teams,
    timeline,
    walks,
)


@dataclass(frozen=True, eq=False)
class Generation:
    """One filling of the read model."""

    number: int
    metadata: MetaData
    people: Table
    teams: Table
    absences: Table
    behaviours: Table
    walks: Table
    observations: Table
    replies: Table
    amendments: Table
    commitments: Table
    sessions: Table
    session_points: Table
    cadences: Table
    signal_days: Table
    signal_comments: Table
    trainings: Table
    mentorings: Table
    seen: Table
    practices: Table
    effects: Table
    timeline: Table

    @property
    def tables(self) -> dict[str, Table]:
        """By their names without the number."""
        return {name.removesuffix(f"_{self.number}"): table for name, table in self.metadata.tables.items()}


@lru_cache(maxsize=16)
def generation(number: int) -> Generation:
    """The tables that carry this number."""
    metadata = MetaData()
    made = {
        name: Table(f"{name}_{number}", metadata, *columns(), sqlite_with_rowid=name != "timeline")
        for name, columns in _COLUMNS.items()
    }
    for name, columns_of in _INDEXES:
        table = made[name]
        Index(f"{table.name}_by_{'_'.join(columns_of)}", *(table.c[column] for column in columns_of))
    return Generation(number, metadata, **made)


_COLUMNS = {
    "people": people.people,
    "teams": teams.teams,
    "absences": people.absences,
    "behaviours": behaviours.behaviours,
    "walks": walks.walks,
    "observations": observations.observations,
    "replies": observations.replies,
    "amendments": observations.amendments,
    "commitments": commitments.commitments,
    "sessions": sessions.sessions,
    "session_points": sessions.session_points,
    "cadences": sessions.cadences,
    "signal_days": signals.signal_days,
    "signal_comments": signals.signal_comments,
    "trainings": development.trainings,
    "mentorings": development.mentorings,
    "seen": coverage.seen,
    "practices": effects.practices,
    "effects": effects.effects,
    "timeline": timeline.timeline,
}

_INDEXES = (
    ("people", ("team_id",)),
    ("teams", ("manager_id",)),
    ("walks", ("supervisor_id", "started_at")),
    ("observations", ("rep_id", "clarification_open")),
    ("observations", ("duplicate_of",)),
    ("commitments", ("rep_id", "standing")),
    ("trainings", ("rep_id", "standing")),
    ("mentorings", ("rep_id", "standing")),
    ("mentorings", ("mentor_id", "standing")),
    ("commitments", ("team_id", "standing", "due_day")),
    ("commitments", ("standing", "due_day")),
    ("commitments", ("due_day", "id")),
    ("sessions", ("rep_id", "starts_at")),
    ("sessions", ("team_id", "standing", "ends_at")),
    ("sessions", ("standing", "ends_at")),
    ("session_points", ("rep_id", "raised_at")),
    ("effects", ("behaviour_id", "month")),
)
