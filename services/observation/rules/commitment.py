"""A commitment: proposed, confirmed, practised, seen again, renewed, closed (`domain.md`, statuses).

A renewal is a new revision that waits for the rep; until it is confirmed the promise before it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from contracts.commitments import (
    Confirmed,
    Declined,
    Kept,
    Measure,
    NotKept,
    PracticeReported,
    Proposed,
    Released,
    RenewalAsked,
    Renewed,
    Revisited,
    Sighting,
    Via,
)
from contracts.definition import Event
from services.observation.rules.broken import RuleBroken, Unfit
from services.observation.rules.observation import texts

FURTHEST = timedelta(days=366)
"""A promise for later than that is a mistake of the year."""

SKEW = timedelta(minutes=5)
"""How far the clocks of two phones may be apart."""

Status = Literal["proposed", "open", "declined", "kept", "not_kept", "released"]


@dataclass(frozen=True, slots=True)
class Commitment:
    """``standing`` is the revision that the rep confirmed last, 0 while there is none."""

    commitment_id: str
    rep_id: str
    status: Status
    revision: int
    standing: int = 0
    last_revision: int = 1
    renewed_at: datetime | None = None

    @property
    def is_promised(self) -> bool:
        """The rep gave a word that still stands, be its date under discussion or not."""
        return self.status == "open" or (self.status == "proposed" and self.standing > 0)

    @property
    def is_confirmed(self) -> bool:
        """The rep gave a word, which stands or was kept."""
        return self.is_promised or self.status == "kept"


def begin(proposed: Proposed) -> Commitment:
    return Commitment(proposed.commitment_id, proposed.rep_id, "proposed", proposed.revision)


def evolve(commitment: Commitment, event: Event, time: datetime) -> Commitment:
    match event:
        case Confirmed():
            return replace(commitment, status="open", standing=event.revision)
        case Declined():
            if commitment.standing:
                return replace(commitment, status="open", revision=commitment.standing)
            return replace(commitment, status="declined")
        case Renewed():
            revision = event.revision
            return replace(commitment, status="proposed", revision=revision, last_revision=revision, renewed_at=time)
        case Kept():
            return replace(commitment, status="kept")
        case NotKept():
            return replace(commitment, status="not_kept")
        case Released():
            return replace(commitment, status="released")
        case _:
            return commitment


def propose(commitment_id: str, proposed_by: str, facts: Mapping[str, Any], today: date) -> list[Event]:
    """``today`` is the local date, at the rep's site, of when it was proposed."""
    fit_due_on(facts["due_on"], today)
    if facts.get("look_again_on") and facts["look_again_on"] < today:
        raise Unfit("look_again_on", "That day is over.")
    measure = facts.get("measure")
    return [
        Proposed(
            commitment_id=commitment_id,
            rep_id=facts["rep_id"],
            revision=1,
            proposed_by=proposed_by,
            due_on=facts["due_on"],
            behaviour_id=facts.get("behaviour_id"),
            look_again_on=facts.get("look_again_on"),
            measure=Measure(**measure) if measure else None,
            observation_id=facts.get("observation_id"),
            session_id=facts.get("session_id"),
            text=texts(facts, Proposed.TEXT),
        )
    ]


def confirm(commitment: Commitment, revision: int | None, via: Via, words: str | None, at: datetime) -> list[Event]:
    """``revision`` is the one that the rep was asked, where the caller knows it."""
    _refuse_unless(commitment.status == "proposed", "Only a promise that waits for an answer can be confirmed.")
    _refuse_old_answer(commitment, revision, at)
    return [Confirmed(**_about(commitment), via=via, text={"words": words} if words else {})]


def decline(commitment: Commitment, revision: int | None, reason: str, at: datetime) -> list[Event]:
    _refuse_unless(commitment.status == "proposed", "Only a promise that waits for an answer can be declined.")
    _refuse_old_answer(commitment, revision, at)
    return [Declined(**_about(commitment), text={"reason": reason})]


def report_practice(commitment: Commitment, report_id: str, text: str | None) -> list[Event]:
    _refuse_unless(commitment.is_promised, "Only an open promise can be practised.")
    return [PracticeReported(**_about(commitment), report_id=report_id, text={"text": text} if text else {})]


def revisit(
    commitment: Commitment, revisit_id: str, outcome: Sighting, facts: Mapping[str, Any], seen_on: date
) -> list[Event]:
    """``seen_on`` is the local date, at the rep's site, of the look. A promise closes by being seen again."""
    _refuse_unless(
        commitment.is_promised, "Only an open promise can be looked at again; was it confirmed, is it closed?"
    )
    words = texts(facts, Revisited.TEXT)
    looked = Revisited(**_about(commitment), revisit_id=revisit_id, outcome=outcome, text=words)
    return [looked, Kept(**_about(commitment), seen_on=seen_on)] if outcome == "saw_it" else [looked]


def ask_renewal(commitment: Commitment, request_id: str, due_on: date, reason: str, today: date) -> list[Event]:
    _refuse_unless(commitment.status == "open", "Only an open promise can be moved.")
    fit_due_on(due_on, today)
    return [RenewalAsked(**_about(commitment), request_id=request_id, due_on=due_on, text={"reason": reason})]


def renew(commitment: Commitment, renewal_id: str, due_on: date, reason: str, today: date) -> list[Event]:
    _refuse_unless(commitment.status == "open", "Only an open promise can be renewed.")
    fit_due_on(due_on, today)
    about = {**_about(commitment), "revision": commitment.last_revision + 1}
    return [Renewed(**about, renewal_id=renewal_id, due_on=due_on, text={"reason": reason})]


def close(commitment: Commitment, outcome: Literal["not_kept", "released"], reason: str) -> list[Event]:
    if outcome == "not_kept":
        _refuse_unless(commitment.is_promised, "Only an open promise can end as not kept.")
        return [NotKept(**_about(commitment), text={"reason": reason})]
    _refuse_unless(commitment.status in {"proposed", "open"}, "This promise is closed already.")
    return [Released(**_about(commitment), text={"reason": reason})]


def _refuse_old_answer(commitment: Commitment, revision: int | None, at: datetime) -> None:
    """An answer that was given before the date was changed, and arrives after, is about another date."""
    asked = commitment.renewed_at
    _refuse_unless(revision in {None, commitment.revision}, "Its date was changed since; read it again.")
    _refuse_unless(asked is None or at > asked - SKEW, "Its date was changed since; read it again.")


def fit_due_on(due_on: date, today: date) -> None:
    """
    Raises:
        Unfit: the day is over, or too far away.
    """
    if due_on < today:
        raise Unfit("due_on", f"That day is over; it was {today.isoformat()} at the rep's site.")
    if due_on > today + FURTHEST:
        raise Unfit("due_on", "That is more than a year away.")


def _refuse_unless(allowed: bool, rule: str) -> None:
    if not allowed:
        raise RuleBroken(rule)


def _about(commitment: Commitment) -> dict[str, Any]:
    return {
        "commitment_id": commitment.commitment_id,
        "rep_id": commitment.rep_id,
        "revision": commitment.revision,
    }
