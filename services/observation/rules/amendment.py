"""An amendment: the author says it differently; the rep sees that it was changed, and how it reads now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from contracts.definition import Event
from contracts.observations import Amended, ClarificationAnswered, Outcome, Removable, Withdrawn
from services.observation.rules.broken import RuleBroken
from services.observation.rules.observation import Observation, about, refuse_withdrawn, texts

CLEAR = ("kind", "mode", "channel", "behaviour_id")
REMOVABLE: tuple[Removable, ...] = get_args(Removable)


def amend(observation: Observation, amendment_id: str, changes: Mapping[str, Any], reason: str) -> list[Event]:
    """``changes`` has the fields that change; None takes a removable one out."""
    refuse_withdrawn(observation)
    return [
        Amended(
            **about(observation),
            amendment_id=amendment_id,
            **{name: changes[name] for name in CLEAR if changes.get(name)},
            removed=tuple(name for name in REMOVABLE if name in changes and changes[name] is None),
            text={**texts(changes, Amended.TEXT), "reason": reason},
        )
    ]


def answer_clarification(
    observation: Observation, outcome: Outcome, text: str | None, amendment: list[Event] | None = None
) -> list[Event]:
    """``withdrawn`` takes the note back in the same breath, ``amended`` may bring its amendment along.

    Without one, the note must have been amended since the rep asked: "I changed it" is never said of a note that is
    as it was.
    """
    refuse_withdrawn(observation)
    if observation.clarification != "requested":
        raise RuleBroken("Nobody asked for a clarification of this note, or it was answered.")
    words = {"text": text} if text else {}
    answered = ClarificationAnswered(**about(observation), outcome=outcome, text=words)
    if outcome == "withdrawn":
        return [answered, Withdrawn(**about(observation), text={"reason": text} if text else {})]
    if outcome == "amended" and not (amendment or observation.amended_since_asked):
        raise RuleBroken("To answer that it was amended, amend the note.")
    return [*(amendment or ()), answered]
