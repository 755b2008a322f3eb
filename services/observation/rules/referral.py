"""A counselling referral: sent, taken, closed (`domain.md`, statuses)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from contracts.definition import Event
from contracts.referrals import Closed, ReferralState, Sent, Taken
from services.observation.rules.broken import RuleBroken


@dataclass(frozen=True, slots=True)
class Referral:
    referral_id: str
    rep_id: str
    sent_by: str
    state: ReferralState = "sent"


def begin(sent: Sent) -> Referral:
    return Referral(sent.referral_id, sent.rep_id, sent.sent_by)


def evolve(referral: Referral, event: Event, _time: datetime) -> Referral:
    match event:
        case Taken():
            return replace(referral, state="taken")
        case Closed():
            return replace(referral, state="closed")
    return referral


def send(referral_id: str, rep_id: str, sender_id: str, reason: str) -> list[Event]:
    return [Sent(referral_id=referral_id, rep_id=rep_id, sent_by=sender_id, text={"reason": reason})]


def take(referral: Referral, counsellor_id: str) -> list[Event]:
    _not_about_oneself(referral, counsellor_id)
    if referral.state == "closed":
        raise RuleBroken("This referral is closed already.")
    if referral.state == "taken":
        raise RuleBroken("A counsellor has taken this referral already.")
    return [Taken(referral_id=referral.referral_id, rep_id=referral.rep_id, taken_by=counsellor_id)]


def close(referral: Referral, counsellor_id: str, text: str | None) -> list[Event]:
    """Any counsellor may, so that a referral does not hang on one who is away."""
    _not_about_oneself(referral, counsellor_id)
    if referral.state == "sent":
        raise RuleBroken("A referral is taken before it is closed.")
    if referral.state == "closed":
        raise RuleBroken("This referral is closed already.")
    words = {"text": text} if text else {}
    return [Closed(referral_id=referral.referral_id, rep_id=referral.rep_id, closed_by=counsellor_id, text=words)]


def _not_about_oneself(referral: Referral, counsellor_id: str) -> None:
    if referral.rep_id == counsellor_id:
        raise RuleBroken("A referral about oneself is another counsellor's.")
