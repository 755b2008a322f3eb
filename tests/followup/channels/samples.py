"""Messages to send."""

from __future__ import annotations

from datetime import UTC, datetime

from services.followup.channels.message import Message, Notice

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOME = "https://floorwalk.example/ops/alerts"
HARBOUR = "7f000000-0000-4000-8000-000000000001"
DEV = "7f000000-0000-4000-8000-000000000002"


def notice(number: int = 1, level: int = 1) -> Notice:
    return Notice(
        alert_id=f"7f000000-0000-4000-8000-0000000001{number:02}",
        level=level,
        reason="rep_owes",
        team_id=HARBOUR,
        team="Harbour phones",
        rep_id=DEV,
        began_at=datetime(2026, 11, 21, tzinfo=UTC),
        due="2026-11-20",
        link=f"{HOME}/{number}",
    )


def message(*notices: Notice, message_id: str = "7f000000-0000-4000-8000-0000000000ff") -> Message:
    return Message(message_id, NOW, HOME, notices)
