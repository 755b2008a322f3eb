"""One referral as it is shown to a counsellor or to the rep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from contracts.instants import parse_instant
from web.dates import LocalTime
from web.languages import _
from web.pledge import first_name
from web.setting import setting


@dataclass(frozen=True, slots=True)
class ReferralCard:
    """``reason`` and ``text`` are empty where the words cannot be opened; ``local`` is the time at the rep's site."""

    id: str
    rep_id: str
    rep: str
    state: str
    sent_by_id: str
    sent_by: str
    sent_at: datetime
    reason: str
    taken_by: str
    taken_at: datetime | None
    closed_by: str
    closed_at: datetime | None
    text: str
    readers: tuple[tuple[str, date], ...]
    local: LocalTime

    @property
    def first_name(self) -> str:
        return first_name(self.rep)

    @property
    def is_own(self) -> bool:
        """The rep sent it."""
        return self.sent_by_id == self.rep_id


def read_referral(item: dict[str, Any]) -> ReferralCard:
    return ReferralCard(
        id=item["id"],
        rep_id=item["rep_id"],
        rep=_name(item["rep"]),
        state=item["state"],
        sent_by_id=item["sent_by"]["id"],
        sent_by=_name(item["sent_by"]),
        sent_at=parse_instant(item["sent_at"]),
        reason=item["reason"] or "",
        taken_by=_name(item["taken_by"]) if item["taken_by"] else "",
        taken_at=parse_instant(item["taken_at"]) if item["taken_at"] else None,
        closed_by=_name(item["closed_by"]) if item["closed_by"] else "",
        closed_at=parse_instant(item["closed_at"]) if item["closed_at"] else None,
        text=item["text"] or "",
        readers=tuple((_name(read["by"]), date.fromisoformat(read["on"])) for read in item["readers"]),
        local=LocalTime(setting().clock(), ZoneInfo(item["timezone"])),
    )


def _name(person: dict[str, Any]) -> str:
    """The name of an erased person is gone."""
    return person["name"] or _("somebody who is no longer here")
