"""The columns of what was measured, a row for each day."""

from __future__ import annotations

from services.followup.readmodel.columns.kinds import Columns, instants, key, numbers, texts


def signal_days() -> Columns:
    """What one signal of a rep came to on one local day; values are whole millionths."""
    return [key("rep_id"), key("name"), key("day"), *numbers("n"), *instants("total", "last_at", "last_value")]


def signal_comments() -> Columns:
    """What customers said with it."""
    told = [*texts("channel", "box"), *instants("value", "occurred_at")]
    return [key("rep_id"), key("name"), key("day"), key("id"), *told]
