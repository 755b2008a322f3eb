"""Promises as the watch sees them: everything that decides their lateness, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, select

from contracts.instants import from_micros
from contracts.workdays import Site, local_day, start_of_day
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


def promise_rows(connection: Connection, generation: Generation, ids: Collection[str]) -> Sequence[Row[Any]]:
    """The promises with these ids, those there are."""
    table = generation.commitments
    return connection.execute(select(table).where(table.c.id.in_(ids))).all()


def watched(row: Row[Any], site: Site) -> Watched:
    """One promise, and the days that its due instants end at the site of its rep."""
    overdue_from, unconfirmed_from = from_micros(row.overdue_from), from_micros(row.unconfirmed_from)
    promise = WatchedPromise(
        standing=row.standing,
        due_soon_from=from_micros(row.due_soon_from),
        overdue_from=overdue_from,
        practised_at=instant_or_none(row.practised_at),
        gone_from=instant_or_none(row.gone_from),
        revision=row.revision,
        asked_at=from_micros(row.asked_at),
        due_from=day_that_ends(overdue_from, site.timezone),
        answer_from=day_that_ends(unconfirmed_from, site.timezone),
        unconfirmed_from=unconfirmed_from,
        agreed_revision=row.agreed_revision,
        agreed_overdue_from=instant_or_none(row.agreed_overdue_from),
        turn_since=instant_or_none(row.turn_since),
    )
    return Watched(row.id, row.rep_id, row.team_id, from_micros(row.touched_at), promise)


@lru_cache(maxsize=4_096)
def day_that_ends(instant: datetime, timezone: str) -> datetime:
    """When the local day began that ends at an instant."""
    zone = ZoneInfo(timezone)
    return start_of_day(local_day(instant - _MICROSECOND, zone), zone)


def instant_or_none(stored: int | None) -> datetime | None:
    return None if stored is None else from_micros(stored)


_MICROSECOND = timedelta(microseconds=1)
