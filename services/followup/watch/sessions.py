"""Sessions as the watch sees them: one that is over and has no outcome was missed, as far as anybody said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from contracts.instants import from_micros
from services.followup.readmodel.sessions import answering, owed_from, rows_of
from services.followup.readmodel.tables import Generation
from services.followup.watch.judged import Judged, day_that_ends
from services.followup.watch.lateness import Late, Lateness
from services.followup.watch.naming import SESSION
from services.followup.watch.rules import Rules


@dataclass(frozen=True, slots=True)
class WatchedSession:
    """One session with the rows of its reps, in the order of their ids. It is one alert, however many they are."""

    rows: Sequence[Row[Any]]

    @property
    def team_id(self) -> str | None:
        """Whoever supervises its first rep answers for it."""
        team_id: str | None = self.first.team_id
        return team_id

    @property
    def first(self) -> Row[Any]:
        """The one whose supervisors answer for it."""
        return answering(self.rows)


def find(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, WatchedSession]:
    """Those of these sessions that are known, by id."""
    found = rows_of(connection, generation, ids)
    return {session_id: WatchedSession(rows) for session_id, rows in found.items() if rows}


def judge(session: WatchedSession, rules: Rules, now: datetime) -> Judged:
    """What is late about one session: its outcome, from two hours after its end on."""
    planned = [row for row in session.rows if row.standing == "scheduled"]
    leaving = [from_micros(row.gone_from) for row in planned if row.gone_from is not None]
    gone_from = max(leaving) if planned and len(leaving) == len(planned) else None
    touched_at = from_micros(max(row.touched_at for row in session.rows))
    first = session.first
    late = _lateness(planned, gone_from, rules, now)
    return Judged(SESSION + first.id, first.rep_id, first.team_id, touched_at, gone_from, late)


def _lateness(planned: Sequence[Row[Any]], gone_from: datetime | None, rules: Rules, now: datetime) -> Lateness:
    if not planned or (gone_from is not None and gone_from <= now):
        return Lateness(frozenset(), None, None)
    began_at = from_micros(max(owed_from(row) for row in planned))
    today = day_that_ends(began_at, rules.site.timezone)
    late = {Late("session_missed", 1, began_at)} if today <= now else set()
    future = [at for at in (today, began_at, gone_from) if at is not None and at > now]
    return Lateness(frozenset(late), None, min(future, default=None))
