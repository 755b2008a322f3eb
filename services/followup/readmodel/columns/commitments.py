"""The columns of promises."""

from __future__ import annotations

from services.followup.readmodel.columns.kinds import Columns, instants, key, numbers, texts


def commitments() -> Columns:
    """The due columns are those of ``revision``, the agreed ones those of the revision confirmed last. ``home_team_id``
    is the rep's team when it was proposed, whose figures it belongs to.

    ``renewal_asked_on`` is the date the rep asks for, until the supervisor renews or the promise closes.
    ``touched_at`` is when the last thing happened that may have changed its lateness.
    """
    return [
        key("id"),
        *texts(
            "rep_id", "team_id", "home_team_id", "proposed_by", "behaviour_id", "observation_id", "session_id", "box"
        ),
        *texts("look_again_on", "measure", "standing", "due_on", "due_day", "agreed_due_on", "seen_on"),
        *numbers("revision", "agreed_revision"),
        *instants("proposed_at", "recorded_at", "asked_at", "confirmed_at", "practised_at", "turn_since", "closed_at"),
        *instants("due_soon_from", "overdue_from", "agreed_overdue_from", "unconfirmed_from"),
        *instants("gone_from", "touched_at", "renewal_asked_at"),
        *texts("confirmed_via", "words_box", "practice_report_box", "closed_by", "closing_box"),
        *texts("renewal_asked_on", "renewal_asked_box"),
    ]
