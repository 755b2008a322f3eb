"""The columns of notes, and of what was said about them afterwards."""

from __future__ import annotations

from services.followup.readmodel.columns.kinds import Columns, flags, instants, key, numbers, texts


def observations() -> Columns:
    """``clarification_open`` is set from the request to its answer. ``box`` holds the first words; what was
    amended is in the amendments, the clear columns are as they are now."""
    return [
        key("id"),
        *texts(
            "rep_id", "team_id", "author_id", "kind", "mode", "channel", "behaviour_id", "walk_id", "session_id", "box"
        ),
        *instants("occurred_at", "recorded_at", "visible_from", "acknowledged_at", "withdrawn_at"),
        *instants("clarification_at", "answered_at"),
        *texts("clarification_box", "answer_outcome", "answer_by", "answer_box"),
        *texts("withdrawn_by", "withdrawal_box", "duplicate_of"),
        *instants("amended_at"),
        *flags("clarification_open"),
    ]


def replies() -> Columns:
    return [key("observation_id"), key("id"), *texts("by_id", "box"), *instants("occurred_at")]


def amendments() -> Columns:
    """In the order of ``version``. ``was`` has the clear fields before it as JSON, ``box`` the new texts and the
    reason, ``removed`` is separated by spaces."""
    return [
        key("observation_id"),
        key("id"),
        *numbers("version"),
        *instants("occurred_at"),
        *texts("by_id", "was", "removed", "box"),
    ]
