"""The watch: looks at what is due to be looked at, and writes what it finds into the service's own log.

It ticks when the read model has all there is, by a head that was read just now; otherwise a revisit that has
not arrived yet would be missed and somebody alerted for nothing. After a quarter of an hour it ticks anyway.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, Engine

from contracts.instants import micros
from services.eventlog.appending import Append, Appended
from services.eventlog.database import reading, writing
from services.eventlog.errors import VersionConflict
from services.followup.progress import progress_of
from services.followup.readmodel import generations
from services.followup.readmodel.tables import Generation
from services.followup.watch import queue
from services.followup.watch.alerts import Alert, alerts_about, fallen_revisions
from services.followup.watch.filling import make_for
from services.followup.watch.judged import Judged
from services.followup.watch.naming import COMMITMENT
from services.followup.watch.policies import watches_coverage
from services.followup.watch.queue import TouchedMeanwhile, Waiting
from services.followup.watch.rules import Rules
from services.followup.watch.settling import Settled, settle
from services.followup.watch.subjects import judged

PATIENCE_SECONDS = 15 * 60.0
"""How long the read model may be behind before the watch ticks with what there is."""

BATCH = 500
_TICK_NOTED_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Found:
    """One subject that was looked at."""

    waiting: Waiting
    settled: Settled


class Log(Protocol):
    """The service's own log, as far as the watch writes it."""

    def append(self, append: Append) -> Appended: ...


class Watch:
    """One of any number that may stand by; what two of them find at once is written once.

    Args:
        log: the service's own log, with `keeping.keep_alerts` inline.
        system: system time in seconds, which lag goes by.
    """

    def __init__(self, engine: Engine, log: Log, system: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._log = log
        self._system = system
        self._blocked_since: float | None = None
        self._noted: tuple[float, bool] = (0.0, False)
        self.looked_system = 0.0
        """When it looked last, in seconds of system time; while it waits for the read model it does not look."""

    def watch_once(self, now: datetime) -> bool:
        """Look at what is due at ``now`` (domain time). False when nothing is, or it is not known well enough.

        Raises:
            LogUnavailable, SQLAlchemyError: nothing was written; try again.
        """
        with reading(self._engine) as connection:
            generation = generations.live(connection)
            as_of = self._as_of(connection, generation, now)
            if as_of is None:
                return False
            is_queued = queue.made_for(connection) == generation.number
            waiting = queue.due(connection, generation, micros(now), BATCH) if is_queued else []
            # Most of the time there is nothing, and then nothing more is asked.
            found = _look(connection, generation, waiting, now) if waiting else []
        self._note_tick(now, as_of)
        if not is_queued:
            with writing(self._engine) as connection:
                make_for(connection, generations.live(connection), coverage=watches_coverage(connection))
            return True
        return self._write(found)

    def _as_of(self, connection: Connection, generation: Generation, now: datetime) -> datetime | None:
        """The instant up to which everything is known; None when that is too long ago, but not yet for too long."""
        progress, now_system = progress_of(connection, generation.number), self._system()
        if progress.is_current(now_system):
            self._blocked_since = None
            return now
        self._blocked_since = self._blocked_since or now_system
        if now_system - max(self._blocked_since, progress.caught_up_system) < PATIENCE_SECONDS:
            return None
        return now - timedelta(seconds=progress.seconds_behind(now_system))

    def _note_tick(self, now: datetime, as_of: datetime) -> None:
        now_system, is_old = self._system(), as_of < now
        self.looked_system = now_system
        noted_system, noted_old = self._noted
        if now_system - noted_system >= _TICK_NOTED_SECONDS or is_old != noted_old:
            with writing(self._engine) as connection:
                queue.note_tick(connection, int(now_system * 1_000_000), micros(as_of) if is_old else None)
            self._noted = (now_system, is_old)

    def _write(self, found: Sequence[Found]) -> bool:
        """Write what was found, all at once; one by one, where something came in between."""
        if not found:
            return False
        try:
            self._write_together(found)
        except (VersionConflict, TouchedMeanwhile):
            return sum(self._write_alone(one) for one in found) > 0
        return True

    def _write_alone(self, one: Found) -> bool:
        try:
            self._write_together([one])
        except (VersionConflict, TouchedMeanwhile):
            return False
        return True

    def _write_together(self, found: Sequence[Found]) -> None:
        """Facts and the next look are written in one transaction: neither is there without the other."""

        def move(connection: Connection) -> None:
            queue.move(connection, ((one.waiting, _micros(one.settled.look_again_at)) for one in found))

        # After a downtime much is found at once; it is told in the order in which it happened.
        events = sorted((event for one in found for event in one.settled.events), key=lambda event: event.time)
        if events:
            expect = {stream: version for one in found for stream, version in one.settled.expect.items()}
            self._log.append(Append(events, expect=expect, within=move))
        else:
            with writing(self._engine) as connection:
                move(connection)


def _look(connection: Connection, generation: Generation, waiting: Sequence[Waiting], now: datetime) -> list[Found]:
    """What follows from what is due."""
    subjects = [one.subject for one in waiting]
    found = judged(connection, generation, subjects, now)
    told = fallen_revisions(connection, [_id(subject) for subject in subjects])
    known: dict[str, list[Alert]] = {subject: [] for subject in subjects}
    for alert in alerts_about(connection, subjects):
        known[alert.about].append(alert)
    return [
        Found(one, _settled(found.get(one.subject), known[one.subject], told[_id(one.subject)], now)) for one in waiting
    ]


def _settled(found: tuple[Judged, Rules] | None, known: Sequence[Alert], told: set[int], now: datetime) -> Settled:
    judged_one, rules = found or (None, Rules())
    return settle(judged_one, known, told, rules, now)


def _micros(instant: datetime | None) -> int | None:
    return None if instant is None else micros(instant)


def _id(subject: str) -> str:
    return subject.removeprefix(COMMITMENT)
