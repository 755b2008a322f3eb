"""What is sent: which alerts came to which level. It holds no note and no name, only what is late and a link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contracts.alerts import Reason
from contracts.instants import wire_instant


@dataclass(frozen=True, slots=True)
class Notice:
    """One alert at one level. ``due`` is the day it counts from, in words of the team's zone (ISO date)."""

    alert_id: str
    level: int
    reason: Reason
    team_id: str | None
    team: str | None
    rep_id: str
    began_at: datetime
    due: str
    link: str

    def to_data(self) -> dict[str, Any]:
        """As a machine is told."""
        return {
            "alert_id": self.alert_id,
            "level": self.level,
            "reason": self.reason,
            "team_id": self.team_id,
            "rep_id": self.rep_id,
            "began_at": wire_instant(self.began_at),
            "link": self.link,
        }


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one receiver.

    Args:
        id: the same at every attempt, so that a receiver can tell a repetition.
        made_at: when it was put together, system time.
        home: the address of the page that shows all alerts.
        notices: one, or several as a digest; none is a test.
    """

    id: str
    made_at: datetime
    home: str
    notices: tuple[Notice, ...] = ()

    @property
    def type(self) -> str:
        """The name that machines know it by."""
        return "test" if not self.notices else "alert.told" if len(self.notices) == 1 else "alerts.digest"
