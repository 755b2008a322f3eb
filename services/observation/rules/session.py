"""A coaching session: planned, moved, prepared, then held, missed or cancelled (`domain.md`, statuses).

A group session is one for each of its reps: what is done about it is done to the reps of whoever does it, so that a
rep who moved on is the new supervisor's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from contracts.definition import Event
from contracts.sessions import (
    AgendaRaised,
    Cancelled,
    Held,
    Missed,
    Rated,
    Rescheduled,
    Scheduled,
    Score,
    SessionOutcome,
)
from services.observation.rules.broken import RuleBroken, Unfit
from services.observation.rules.commitment import Commitment
from services.observation.rules.observation import texts

MOST_REPS = 6
"""More are a meeting (`domain.md`, words)."""

BACK, AHEAD = timedelta(days=60), timedelta(days=366)
"""How far from now a session may be planned: one that was not planned is written down afterwards."""

NEEDS_A_COMMITMENT = "a session needs a confirmed commitment, or a reason for none"
NEEDS_BOTH_SIDES = "a session needs what was said by both"
IS_OVER = "a session that is over stays as it is"


SeatState = Literal["scheduled", "held", "missed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Seat:
    """One rep's part in it."""

    state: SeatState = "scheduled"
    rated: bool = False


@dataclass(frozen=True, slots=True)
class Session:
    """``seats`` has each rep's part in it; ``cadence_on`` is set while it stands where a rhythm put it."""

    session_id: str
    supervisor_id: str
    starts_at: datetime
    minutes: int
    cadence_on: date | None
    seats: Mapping[str, Seat]

    @property
    def state(self) -> SeatState:
        """What is still to come outweighs what is over."""
        states = {seat.state for seat in self.seats.values()}
        return next(state for state in ("scheduled", "held", "missed", "cancelled") if state in states)


def begin(scheduled: Scheduled) -> Session:
    return Session(
        scheduled.session_id,
        scheduled.supervisor_id,
        scheduled.starts_at,
        scheduled.minutes,
        scheduled.cadence_on,
        {scheduled.rep_id: Seat()},
    )


def evolve(session: Session, event: Event, _time: datetime) -> Session:
    match event:
        case Scheduled():
            return _seated(session, event.rep_id, Seat())
        case Rescheduled():
            return replace(session, starts_at=event.starts_at, minutes=event.minutes, cadence_on=event.cadence_on)
        case Held() | Missed() | Cancelled():
            outcome: SessionOutcome = _OUTCOMES[type(event)]
            return _seated(session, event.rep_id, replace(session.seats[event.rep_id], state=outcome))
        case Rated():
            return _seated(session, event.rep_id, replace(session.seats[event.rep_id], rated=True))
        case _:
            return session


_OUTCOMES: Mapping[type, SessionOutcome] = {Held: "held", Missed: "missed", Cancelled: "cancelled"}


def schedule(session_id: str, supervisor_id: str, facts: Mapping[str, Any], at: datetime) -> list[Event]:
    """One event a rep, each with the place in a box of the rep's own."""
    _fit_start(facts["starts_at"], at)
    about = {"session_id": session_id, "supervisor_id": supervisor_id, **_when(facts)}
    return [Scheduled(rep_id=rep_id, **about, text=texts(facts, Scheduled.TEXT)) for rep_id in facts["rep_ids"]]


def reschedule(session: Session, rep_ids: Sequence[str], facts: Mapping[str, Any], at: datetime) -> list[Event]:
    waiting = _waiting(session, rep_ids)
    _fit_start(facts["starts_at"], at)
    about = {"session_id": session.session_id, **_when(facts)}
    return [Rescheduled(rep_id=rep_id, **about, text=texts(facts, Rescheduled.TEXT)) for rep_id in waiting]


def raise_point(session: Session, rep_ids: Sequence[str], point_id: str, text: str) -> list[Event]:
    waiting = _waiting(session, rep_ids)
    return [AgendaRaised(**_about(session, rep_id), point_id=point_id, text={"text": text}) for rep_id in waiting]


def hold(
    session: Session, rep_ids: Sequence[str], facts: Mapping[str, Any], commitments: Collection[Commitment]
) -> list[Event]:
    """``commitments`` are those that the facts name. No coaching without one, or a reason (`domain.md`, rule 4)."""
    waiting = _waiting(session, rep_ids)
    if not commitments and not facts.get("none_needed_reason"):
        raise RuleBroken(NEEDS_A_COMMITMENT)
    if not all(commitment.is_confirmed for commitment in commitments):
        raise RuleBroken(NEEDS_A_COMMITMENT)
    said: Mapping[str, str] = facts.get("rep_notes") or {}
    if not facts.get("supervisor_notes") or not said:
        raise RuleBroken(NEEDS_BOTH_SIDES)
    if not set(said) <= set(waiting):
        raise Unfit("rep_notes", "That rep is not in this session.")
    if not {commitment.rep_id for commitment in commitments} <= set(waiting):
        raise Unfit("commitment_ids", "That is not a promise of a rep in this session.")
    return [_held(session, rep_id, facts, said.get(rep_id), commitments) for rep_id in waiting]


def miss(session: Session, rep_ids: Sequence[str], facts: Mapping[str, Any]) -> list[Event]:
    words = texts(facts, Missed.TEXT)
    return [Missed(**_about(session, rep_id), text=words) for rep_id in _waiting(session, rep_ids)]


def cancel(session: Session, rep_ids: Sequence[str], facts: Mapping[str, Any]) -> list[Event]:
    words = texts(facts, Cancelled.TEXT)
    return [Cancelled(**_about(session, rep_id), text=words) for rep_id in _waiting(session, rep_ids)]


def leave_out(session: Session, rep_ids: Sequence[str]) -> list[Event]:
    """Those to whom nothing can be written any more; it goes on for the others."""
    waiting = [rep_id for rep_id in rep_ids if session.seats[rep_id].state == "scheduled"]
    return [Cancelled(**_about(session, rep_id)) for rep_id in waiting]


def rate(session: Session, rep_id: str, score: Score, text: str | None) -> list[Event]:
    seat = session.seats[rep_id]
    if seat.state != "held":
        raise RuleBroken("only a session that was held can be rated")
    if seat.rated:
        raise RuleBroken("a session is rated once")
    return [Rated(**_about(session, rep_id), score=score, text={"text": text} if text else {})]


def _held(
    session: Session, rep_id: str, facts: Mapping[str, Any], said: str | None, commitments: Collection[Commitment]
) -> Held:
    words = texts({**facts, "rep_notes": said}, Held.TEXT)
    own = tuple(sorted(each.commitment_id for each in commitments if each.rep_id == rep_id))
    return Held(**_about(session, rep_id), commitment_ids=own, text=words)


def _waiting(session: Session, rep_ids: Sequence[str]) -> list[str]:
    """
    Raises:
        RuleBroken: it is over for all of these reps.
    """
    waiting = [rep_id for rep_id in rep_ids if session.seats[rep_id].state == "scheduled"]
    if not waiting:
        raise RuleBroken(IS_OVER)
    return waiting


def _fit_start(starts_at: datetime, at: datetime) -> None:
    if starts_at < at - BACK:
        raise Unfit("starts_at", "That is more than 60 days ago.")
    if starts_at > at + AHEAD:
        raise Unfit("starts_at", "That is more than a year away.")


def _seated(session: Session, rep_id: str, seat: Seat) -> Session:
    return replace(session, seats={**session.seats, rep_id: seat})


def _when(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {"starts_at": facts["starts_at"], "minutes": facts["minutes"], "cadence_on": facts.get("cadence_on")}


def _about(session: Session, rep_id: str) -> dict[str, Any]:
    return {"session_id": session.session_id, "rep_id": rep_id}
