"""Promises as the watch sees them: everything that decides their lateness, and nothing else."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from contracts.instants import from_micros
from services.followup.readmodel.tables import Generation
from services.followup.watch.lateness import WatchedPromise


@dataclass(frozen=True, slots=True)
class Watched:
    """``touched_at`` is when the last thing happened that may have changed the promise's lateness."""

    commitment_id: str
    rep_id: str
    team_id: str | None
    touched_at: datetime
    promise: WatchedPromise


def watched(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, Watched]:
    """The promises with these ids, those there are."""
    table = generation.commitments
    return {row.id: _watched(row) for row in connection.execute(select(table).where(table.c.id.in_(ids)))}


def _watched(row: Row[Any]) -> Watched:
    promise = WatchedPromise(
        standing=row.standing,
        due_soon_from=from_micros(row.due_soon_from),
        overdue_from=from_micros(row.overdue_from),
        practised_at=instant_or_none(row.practised_at),
        gone_from=instant_or_none(row.gone_from),
        revision=row.revision,
        asked_at=from_micros(row.asked_at),
        unconfirmed_from=from_micros(row.unconfirmed_from),
        agreed_revision=row.agreed_revision,
        agreed_overdue_from=instant_or_none(row.agreed_overdue_from),
        turn_since=instant_or_none(row.turn_since),
    )
    return Watched(row.id, row.rep_id, row.team_id, from_micros(row.touched_at), promise)


def instant_or_none(stored: int | None) -> datetime | None:
    return None if stored is None else from_micros(stored)
