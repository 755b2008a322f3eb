"""The columns of what coaching came to, counted."""

from __future__ import annotations

from sqlalchemy import Column, Integer

from services.followup.readmodel.columns.kinds import Columns, instants, key, texts

EFFECTS = (
    *("praise", "correction", "kept", "kept_late", "not_kept", "released", "declined", "slipped"),
    *("ratings", "rating_total", "passed", "failed"),
    *(f"waited_{number}" for number in range(12)),
)
"""What is counted (`projection.effects`)."""


def practices() -> Columns:
    """One rep and one behaviour: when a promise about it was last kept and it was last corrected."""
    told = texts("behaviour_id", "team_id", "supervisor_id", "corrected_by", "slipped_by")
    return [key("id"), *told, *instants("kept_at", "corrected_at")]


def effects() -> Columns:
    """Counts by team, supervisor, behaviour and month; ``*`` is all of them. They are added to, never set."""
    keys = [key(name) for name in ("team_id", "supervisor_id", "behaviour_id", "month")]
    return [*keys, *(Column(name, Integer, nullable=False) for name in EFFECTS)]
