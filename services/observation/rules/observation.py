"""An observation: recorded, shared, seen, talked about, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from contracts.definition import Event
from contracts.observations import (
    Acknowledged,
    Amended,
    ClarificationAnswered,
    ClarificationRequested,
    MarkedDuplicate,
    Recorded,
    Replied,
    Shared,
    UnmarkedDuplicate,
    Withdrawn,
)
from services.observation.rules.broken import RuleBroken

UNDO = timedelta(minutes=10)
"""How long the author may take a note back before the rep sees it (`domain.md`, rule 12)."""

State = Literal["recorded", "acknowledged", "clarification_requested", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Observation:
    """``duplicate_of`` is the note that is shown in its place."""

    observation_id: str
    rep_id: str
    author_id: str
    visible_from: datetime
    acknowledged: bool = False
    clarification: Literal["none", "requested", "answered"] = "none"
    amended_since_asked: bool = False
    duplicate_of: str | None = None
    withdrawn_at: datetime | None = None

    def visible_to_rep(self, now: datetime) -> bool:
        """A note that was withdrawn before it was visible never becomes so."""
        if self.withdrawn_at is not None and self.withdrawn_at < self.visible_from:
            return False
        return now >= self.visible_from

    @property
    def state(self) -> State:
        if self.withdrawn_at is not None:
            return "withdrawn"
        if self.clarification == "requested":
            return "clarification_requested"
        return "acknowledged" if self.acknowledged else "recorded"


def begin(recorded: Recorded) -> Observation:
    return Observation(recorded.observation_id, recorded.rep_id, recorded.author_id, recorded.visible_from)


def evolve(observation: Observation, event: Event, time: datetime) -> Observation:
    match event:
        case Shared():
            return replace(observation, visible_from=event.visible_from)
        case Acknowledged():
            return replace(observation, acknowledged=True)
        case ClarificationRequested() | Amended() | ClarificationAnswered():
            return _clarify(observation, event)
        case MarkedDuplicate():
            return replace(observation, duplicate_of=event.duplicate_of)
        case UnmarkedDuplicate():
            return replace(observation, duplicate_of=None)
        case Withdrawn():
            return replace(observation, withdrawn_at=time)
        case _:
            return observation


def _clarify(observation: Observation, event: ClarificationRequested | Amended | ClarificationAnswered) -> Observation:
    match event:
        case ClarificationRequested():
            return replace(observation, clarification="requested", amended_since_asked=False)
        case Amended():
            return replace(observation, amended_since_asked=True)
        case ClarificationAnswered():
            return replace(observation, clarification="answered")


def record(observation_id: str, author_id: str, facts: Mapping[str, Any], at: datetime) -> list[Event]:
    """``facts`` are the fields of the contract; ``share`` now skips the ten minutes."""
    return [
        Recorded(
            observation_id=observation_id,
            rep_id=facts["rep_id"],
            author_id=author_id,
            kind=facts["kind"],
            mode=facts.get("mode", "informal"),
            visible_from=at if facts.get("share") == "now" else at + UNDO,
            behaviour_id=facts.get("behaviour_id"),
            channel=facts.get("channel"),
            walk_id=facts.get("walk_id"),
            session_id=facts.get("session_id"),
            text=texts(facts, Recorded.TEXT),
        )
    ]


def share(observation: Observation, at: datetime) -> list[Event]:
    refuse_withdrawn(observation)
    if at >= observation.visible_from:
        raise RuleBroken("The rep can see this note already.")
    return [Shared(observation_id=observation.observation_id, rep_id=observation.rep_id, visible_from=at)]


def withdraw(observation: Observation, reason: str) -> list[Event]:
    refuse_withdrawn(observation)
    return [Withdrawn(**about(observation), text={"reason": reason})]


def acknowledge(observation: Observation) -> list[Event]:
    refuse_withdrawn(observation)
    if observation.acknowledged:
        raise RuleBroken("This note was acknowledged already.")
    return [Acknowledged(**about(observation))]


def reply(observation: Observation, reply_id: str, text: str) -> list[Event]:
    refuse_withdrawn(observation)
    return [Replied(**about(observation), reply_id=reply_id, text={"text": text})]


def request_clarification(observation: Observation, text: str) -> list[Event]:
    refuse_withdrawn(observation)
    if observation.clarification != "none":
        raise RuleBroken("A clarification is asked for once; reply to go on talking.")
    return [ClarificationRequested(**about(observation), text={"text": text})]


def texts(facts: Mapping[str, Any], names: Mapping[str, int]) -> dict[str, str]:
    """The personal texts among the facts."""
    return {name: facts[name] for name in names if facts.get(name)}


def refuse_withdrawn(observation: Observation) -> None:
    """
    Raises:
        RuleBroken: it was withdrawn.
    """
    if observation.withdrawn_at is not None:
        raise RuleBroken("This note was withdrawn.")


def about(observation: Observation) -> dict[str, Any]:
    """What every event about a note names."""
    return {"observation_id": observation.observation_id, "rep_id": observation.rep_id}
