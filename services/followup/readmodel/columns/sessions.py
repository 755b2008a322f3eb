"""The columns of coaching sessions, of what is raised for them, and of the rhythm they follow."""

from __future__ import annotations

from services.followup.readmodel.columns.kinds import Columns, flags, instants, key, numbers, texts


def sessions() -> Columns:
    """One row for each rep of a session. ``box`` has the place, ``commitment_ids`` are separated by spaces.

    ``ends_at`` is when it should be over; a session that is still ``scheduled`` then waits for its outcome.
    """
    return [
        key("id"),
        key("rep_id"),
        *texts("team_id", "supervisor_id", "standing", "cadence_on", "box"),
        *texts("outcome_by", "outcome_box", "commitment_ids", "rating_box"),
        *numbers("minutes", "score", "version"),
        *instants("planned_at", "starts_at", "ends_at", "outcome_at", "rated_at", "gone_from", "touched_at"),
    ]


def session_points() -> Columns:
    return [key("session_id"), key("rep_id"), key("id"), *texts("by_id", "box"), *instants("raised_at")]


def cadences() -> Columns:
    """A rep's rhythm of sessions; a row that has ``ended`` says only that."""
    told = texts("set_by", "at", "first_on")
    return [key("rep_id"), *told, *numbers("every_weeks", "weekday", "minutes"), *flags("ended")]
