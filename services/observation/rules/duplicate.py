"""Two notes of the same moment: both stay, and one can be marked the duplicate of the other, reversibly."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.definition import Event
from contracts.observations import MarkedDuplicate, UnmarkedDuplicate
from services.observation.rules.broken import RuleBroken, Unfit
from services.observation.rules.observation import Observation, about, refuse_withdrawn


def mark(observation: Observation, original: Observation | None, beyond: Sequence[str]) -> Event | None:
    """None where it is marked so already.

    Args:
        original: the note that is to be shown; None where there is none.
        beyond: the ids of the notes that the original is a duplicate of, one after the other.
    """
    if original is None or original.rep_id != observation.rep_id:
        raise Unfit("observation_id", "There is no such note about this rep.")
    if original.observation_id == observation.observation_id:
        raise Unfit("observation_id", "A note is not its own duplicate.")
    if observation.duplicate_of == original.observation_id:
        return None
    refuse_withdrawn(observation)
    if original.withdrawn_at is not None:
        raise RuleBroken("A note that was withdrawn cannot stand for another.")
    if observation.observation_id in beyond:
        raise RuleBroken("That note is marked as a duplicate of this one already.")
    return MarkedDuplicate(**about(observation), duplicate_of=original.observation_id)


def unmark(observation: Observation) -> Event | None:
    """None where it stands by itself already."""
    return UnmarkedDuplicate(**about(observation)) if observation.duplicate_of else None
