"""The columns of who was last seen when."""

from __future__ import annotations

from services.followup.readmodel.columns.kinds import Columns, instants, key


def seen() -> Columns:
    """When somebody last looked at a rep."""
    return [key("rep_id"), *instants("seen_at")]
