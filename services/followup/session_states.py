"""What state a session is in at an instant, and whether its outcome is owed. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal, get_args

SessionState = Literal["scheduled", "held", "missed", "cancelled"]
SESSION_STATES: tuple[SessionState, ...] = get_args(SessionState)

GRACE = timedelta(hours=2)
"""How long after its end a session may wait for its outcome before it counts as missed."""


def session_state_at(standing: SessionState, gone_from: datetime | None, now: datetime) -> SessionState:
    """What its events say; the departure of its rep cancels what is still to come."""
    is_gone = gone_from is not None and gone_from <= now
    return "cancelled" if standing == "scheduled" and is_gone else standing
