"""Applying events to the generation that is read."""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from services.eventlog.database import reading, writing
from services.followup import parking
from services.followup.forgetting import forget_the_erased
from services.followup.projection.folding import Events, Folded, fold, move_checkpoint, write
from services.followup.projection.guilt import apply_or_park
from services.followup.projection.storing import store
from services.followup.readmodel import generations
from services.followup.watch import queue
from services.followup.watch.naming import COMMITMENT, PERSON, SESSION
from services.followup.watch.policies import watches_coverage


class LiveProjector:
    """Applies events to the live generation, and has the watch look at what they change.

    It reads, folds and writes in one transaction, because a parked rep may be taken up again beside it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def checkpoint(self) -> int:
        """Position of the last event in the read model."""
        with reading(self._engine) as connection:
            return generations.live_position(connection)

    def apply(self, events: Events) -> None:
        """Apply events that follow the checkpoint without a gap. What cannot be applied is parked.

        Raises:
            CheckpointMoved: they do not follow it any more.
            SQLAlchemyError: the database refuses; nothing is lost, try again.
        """
        apply_or_park(events, self._apply, self._park)

    def replay_parked(self, partitionkey: str) -> bool:
        """Apply what was parked for one rep, in order, all of it or nothing.

        Returns:
            Whether there was anything.

        Raises:
            Exception: what is still wrong with the first that cannot be applied.
        """
        with writing(self._engine) as connection:
            generation = generations.lock_live(connection)
            events = parking.parked_events(connection, generation.number, partitionkey)
            if not events:
                return False
            parking.forget(connection, generation.number, partitionkey)
            folded = fold(connection, generation, events)
            store(connection, generation, folded.work)
            _touch(connection, folded)
        return True

    def _apply(self, events: Events) -> None:
        with writing(self._engine) as connection:
            folded = fold(connection, generations.lock_live(connection), events)
            write(connection, folded)
            _touch(connection, folded)
            forget_the_erased(connection, events)

    def _park(self, events: Events, reason: str) -> None:
        with writing(self._engine) as connection:
            generation = generations.lock_live(connection)
            move_checkpoint(connection, generation.number, events)
            parking.park(connection, generation.number, events, reason)


def _touch(connection: Connection, folded: Folded) -> None:
    """Have the watch look at whatever may have become late, or no longer is."""
    work = folded.work
    reps = {COMMITMENT + row["id"]: row["rep_id"] for row in work.commitments.changed}
    reps |= {SESSION + row["id"]: row["rep_id"] for row in work.sessions.changed}
    if watches_coverage(connection):
        seen = {row["rep_id"] for row in work.timeline.changed} | {row["id"] for row in work.people.changed}
        seen |= {row["person_id"] for row in work.absences.changed}
        reps |= {PERSON + rep_id: rep_id for rep_id in seen}
        for team in work.teams.changed:
            queue.touch_reps(connection, folded.generation, team["id"])
    queue.touch(connection, reps, generations.checkpoint(connection, folded.generation.number))
