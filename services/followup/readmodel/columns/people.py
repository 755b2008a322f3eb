"""The columns of people and of the days on which they are away."""

from __future__ import annotations

from services.followup.readmodel.columns.kinds import Columns, flags, instants, key, texts


def people() -> Columns:
    """``roles`` and ``also_team_ids`` are separated by spaces; ``gone_from`` ends the last day."""
    named = texts("roles", "team_id", "also_team_ids", "level", "joined_on", "left_on", "box")
    return [key("id"), *named, *instants("gone_from")]


def absences() -> Columns:
    return [key("person_id"), key("id"), *texts("from_on", "to_on"), *flags("cancelled")]
