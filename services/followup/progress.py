"""How far the read model is behind the observation log, and since when. All of it in system time."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from services.followup.parking import parked_count
from services.followup.readmodel import generations
from services.followup.tables.incoming import progress
from services.followup.tables.lasting import ONLY

FRESH_SECONDS = 30.0
"""How long a head that was read is taken for the head there is."""


@dataclass(frozen=True, slots=True)
class Progress:
    """``head`` was read at ``head_read_system``; the read model last had all there was at ``caught_up_system``.

    Seconds of system time. ``parked`` is the number of reps whose events wait.
    """

    position: int
    head: int
    head_read_system: float
    caught_up_system: float
    parked: int

    def is_current(self, now_system: float) -> bool:
        """Whether all there is, by a head that was read just now, is in the read model."""
        return self.position >= self.head and now_system - self.head_read_system <= FRESH_SECONDS

    def seconds_behind(self, now_system: float) -> float:
        """How long ago the read model last had all there was."""
        return 0.0 if self.is_current(now_system) else max(0.0, now_system - self.caught_up_system)


def read_progress(connection: Connection) -> Progress:
    """How far the generation is that is read."""
    return progress_of(connection, generations.live(connection).number)


def progress_of(connection: Connection, generation: int) -> Progress:
    """Of the generation that is known to be live."""
    position = generations.checkpoint(connection, generation)
    row = connection.execute(select(progress).where(progress.c.id == ONLY)).one()
    return Progress(
        position=position,
        head=max(row.head, position),
        head_read_system=row.head_read_system / 1_000_000,
        caught_up_system=row.caught_up_system / 1_000_000,
        parked=parked_count(connection, generation),
    )


def note_head(connection: Connection, head: int, now_system: float) -> None:
    """The feed said what the head is; whether the read model has all of it is seen from its checkpoint."""
    values = {"head": head, "head_read_system": int(now_system * 1_000_000)}
    if generations.live_position(connection) >= head:
        values["caught_up_system"] = values["head_read_system"]
    connection.execute(update(progress).where(progress.c.id == ONLY).values(values))
