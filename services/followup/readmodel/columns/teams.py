"""The columns of teams."""

from __future__ import annotations

from services.followup.readmodel.columns.kinds import Columns, key, texts


def teams() -> Columns:
    """``working_days`` and ``holidays`` are separated by spaces."""
    return [key("id"), *texts("name", "site", "timezone", "working_days", "holidays", "country", "manager_id")]
