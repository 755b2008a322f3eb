"""Counselling referrals: this is not coaching, and is handed to a counsellor (`domain.md`, rule 10).

They are written into a log of their own, which is never relayed, fed or metered. Their texts are sealed with the rep's
counselling key, which never leaves the observation service.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from contracts.definition import LONG, Event, Id

ReferralState = Literal["sent", "taken", "closed"]


@dataclass(frozen=True, kw_only=True)
class _ReferralEvent(Event):
    SUBJECT: ClassVar[str] = "referral"

    referral_id: Id
    rep_id: Id


@dataclass(frozen=True, kw_only=True)
class Sent(_ReferralEvent):
    """By a supervisor, or by the rep."""

    TYPE: ClassVar[str] = "floorwalk.referral.sent"
    TEXT: ClassVar[Mapping[str, int]] = {"reason": LONG}

    sent_by: Id


@dataclass(frozen=True, kw_only=True)
class Taken(_ReferralEvent):
    """A counsellor looks after it from here on."""

    TYPE: ClassVar[str] = "floorwalk.referral.taken"

    taken_by: Id


@dataclass(frozen=True, kw_only=True)
class Closed(_ReferralEvent):
    TYPE: ClassVar[str] = "floorwalk.referral.closed"
    TEXT: ClassVar[Mapping[str, int]] = {"text": LONG}

    closed_by: Id


ReferralEvent = Sent | Taken | Closed
