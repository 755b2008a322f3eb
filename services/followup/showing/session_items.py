"""What a timeline tells of a session: that it was planned, and how it ended."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from services.followup.letters import Letters
from services.followup.readmodel.sessions import state_of
from services.followup.showing.names import Names, marks
from services.followup.showing.wire import wire

Json = dict[str, Any]


def shown_session_step(row: Row[Any], session: Row[Any], now: datetime, letters: Letters, names: Names) -> Json:
    told = letters.of(row.box)
    return {
        "id": row.id,
        "kind": row.kind,
        "subject": f"session/{session.id}",
        "session_id": session.id,
        "occurred_at": wire(row.occurred_at),
        "recorded_at": wire(row.recorded_at),
        "by": names.by(row.by_id),
        "state": state_of(session, now),
        "outcome": row.outcome,
        "starts_at": wire(session.starts_at),
        "ends_at": wire(session.ends_at),
        "minutes": session.minutes,
        "by_cadence": session.cadence_on is not None,
        "score": session.score,
        "commitment_ids": (session.commitment_ids or "").split(),
        **{name: told.get(name) for name in _TEXTS[row.kind]},
        **marks(told.state),
    }


_TEXTS = {
    "session": (),
    "session_outcome": ("supervisor_notes", "rep_notes", "none_needed_reason"),
}
