"""One batch of events: folded in memory over the rows they touch, then written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from services.followup import parking
from services.followup.projection import effects, seeing, slips
from services.followup.projection.event_types import APPLY
from services.followup.projection.prefetch import working_set
from services.followup.projection.storing import store
from services.followup.projection.working_set import WorkingSet
from services.followup.readmodel import generations
from services.followup.readmodel.tables import Generation

Events = Sequence[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Folded:
    """What a batch makes of the rows, and those of its events that wait behind a parked one."""

    generation: Generation
    events: Events
    work: WorkingSet
    waiting: Events


def fold(connection: Connection, generation: Generation, events: Events) -> Folded:
    """Work out what the events change; writes nothing."""
    keys = parking.parked_keys(connection, generation.number)
    applied = [event for event in events if event["partitionkey"] not in keys] if keys else events
    work = working_set(connection, generation, applied)
    for event in applied:
        event_type = event["type"]
        apply = APPLY.get(event_type)
        if apply is None:
            continue
        counted = effects.shares(work, event) if event_type in effects.COUNTED else None
        apply(work, event)
        if counted is not None:
            effects.count(work, counted, effects.shares(work, event))
        if event_type in slips.JUDGED:
            slips.judge(work, event)
    seeing.look(work)
    return Folded(generation, events, work, [event for event in events if event["partitionkey"] in keys])


def write(connection: Connection, folded: Folded) -> None:
    """Write what was folded.

    Raises:
        CheckpointMoved: the events were applied by somebody else meanwhile.
    """
    number = folded.generation.number
    move_checkpoint(connection, number, folded.events)
    parking.park(connection, number, folded.waiting, parking.BEHIND_ANOTHER)
    store(connection, folded.generation, folded.work)


def move_checkpoint(connection: Connection, generation: int, events: Events) -> None:
    """Move the checkpoint from before the first of the events behind the last."""
    generations.move_checkpoint(connection, generation, events[0]["position"] - 1, events[-1]["position"])
