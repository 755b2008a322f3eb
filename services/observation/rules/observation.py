"""An observation: recorded, shared, seen, answered, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from contracts.definition import Event
from contracts.observations import (
    Acknowledged,
    ClarificationAnswered,
    ClarificationRequested,
    Outcome,
    Recorded,
    Replied,
    Shared,
    Withdrawn,
)
from services.observation.rules.broken import RuleBroken

UNDO = timedelta(minutes=10)
"""How long the author may take a note back before the rep sees it (`domain.md`, rule 12)."""

State = Literal["recorded", "acknowledged", "clarification_requested", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Observation:
    observation_id: str
    rep_id: str
    author_id: str
    visible_from: datetime
    acknowledged: bool = False
    clarification: Literal["none", "requested", "answered"] = "none"
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
        case ClarificationRequested():
            return replace(observation, clarification="requested")
        case ClarificationAnswered():
            return replace(observation, clarification="answered")
        case Withdrawn():
            return replace(observation, withdrawn_at=time)
        case _:
            return observation


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
    _refuse_withdrawn(observation)
    if at >= observation.visible_from:
        raise RuleBroken("The rep can see this note already.")
    return [Shared(observation_id=observation.observation_id, rep_id=observation.rep_id, visible_from=at)]


def withdraw(observation: Observation, reason: str) -> list[Event]:
    _refuse_withdrawn(observation)
    return [Withdrawn(**_about(observation), text={"reason": reason})]


def acknowledge(observation: Observation) -> list[Event]:
    _refuse_withdrawn(observation)
    if observation.acknowledged:
        raise RuleBroken("This note was acknowledged already.")
    return [Acknowledged(**_about(observation))]


def reply(observation: Observation, reply_id: str, text: str) -> list[Event]:
    _refuse_withdrawn(observation)
    return [Replied(**_about(observation), reply_id=reply_id, text={"text": text})]


def request_clarification(observation: Observation, text: str) -> list[Event]:
    _refuse_withdrawn(observation)
    if observation.clarification != "none":
        raise RuleBroken("A clarification is asked for once; reply to go on talking.")
    return [ClarificationRequested(**_about(observation), text={"text": text})]


def answer_clarification(observation: Observation, outcome: Outcome, text: str | None) -> list[Event]:
    """``withdrawn`` takes the note back in the same breath."""
    if observation.clarification != "requested":
        raise RuleBroken("Nobody asked for a clarification of this note, or it was answered.")
    words = {"text": text} if text else {}
    answered = ClarificationAnswered(**_about(observation), outcome=outcome, text=words)
    if outcome != "withdrawn":
        return [answered]
    return [answered, Withdrawn(**_about(observation), text={"reason": text} if text else {})]


def texts(facts: Mapping[str, Any], names: Mapping[str, int]) -> dict[str, str]:
    """The personal texts among the facts."""
    return {name: facts[name] for name in names if facts.get(name)}


def _refuse_withdrawn(observation: Observation) -> None:
    if observation.withdrawn_at is not None:
        raise RuleBroken("This note was withdrawn.")


def _about(observation: Observation) -> dict[str, Any]:
    return {"observation_id": observation.observation_id, "rep_id": observation.rep_id}
