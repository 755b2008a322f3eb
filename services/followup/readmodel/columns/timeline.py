"""The columns of a rep's timeline."""

from __future__ import annotations

from sqlalchemy import BigInteger

from services.followup.readmodel.columns.kinds import Columns, flags, instants, key, texts

NEVER = 2**62
"""Later than any instant: what has this ``visible_from`` is never shown to the rep."""


def timeline() -> Columns:
    """One row for each thing a rep's timeline shows, stored in the order in which it is read.

    ``about_id`` is the observation, commitment or session, or the name of a signal; ``seen`` says that somebody looked
    at the rep then, and ``duplicate_of`` names the observation under which it is shown.
    """
    return [
        key("rep_id"),
        key("occurred_at", BigInteger),
        key("id"),
        key("kind"),
        *texts("about_id", "by_id", "walk_id", "outcome", "on_date", "box", "duplicate_of"),
        *instants("visible_from", "recorded_at"),
        *flags("seen"),
    ]
