"""Applying events to a generation that is not read yet, and that nobody else writes to."""

from __future__ import annotations

from sqlalchemy import Engine

from services.eventlog.database import reading, writing
from services.followup import parking
from services.followup.projection.folding import Events, fold, move_checkpoint, write
from services.followup.projection.guilt import apply_or_park
from services.followup.readmodel.tables import Generation


class Filler:
    """Fills one generation. It touches nothing that outlives it: no alert, no queue, no log.

    It folds outside the transaction that writes, so that a rebuild leaves the lock to the live side meanwhile.
    """

    def __init__(self, engine: Engine, generation: Generation) -> None:
        self._engine = engine
        self._generation = generation

    def apply(self, events: Events) -> None:
        """Apply events that follow the checkpoint without a gap. What cannot be applied is parked.

        Raises:
            CheckpointMoved: the generation is not this one's to fill any more.
        """
        apply_or_park(events, self._apply, self._park)

    def _apply(self, events: Events) -> None:
        with reading(self._engine) as connection:
            folded = fold(connection, self._generation, events)
        with writing(self._engine) as connection:
            write(connection, folded)

    def _park(self, events: Events, reason: str) -> None:
        with writing(self._engine) as connection:
            move_checkpoint(connection, self._generation.number, events)
            parking.park(connection, self._generation.number, events, reason)
