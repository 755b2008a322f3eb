"""Promises as the watch sees them: everything that decides their lateness, and nothing else."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row

from contracts.instants import from_micros
from services.followup.readmodel.commitments import commitments
from services.followup.readmodel.tables import Generation
from services.followup.states import is_pending
from services.followup.watch.judged import Judged, day_that_ends
from services.followup.watch.lateness import WatchedPromise, lateness
from services.followup.watch.naming import COMMITMENT
from services.followup.watch.rules import Rules


def find(connection: Connection, generation: Generation, ids: Collection[str]) -> dict[str, Row[Any]]:
    """The promises with these ids, those there are."""
    return commitments(connection, generation, ids)


def judge(row: Row[Any], rules: Rules, now: datetime) -> Judged:
    """What is late about one promise."""
    promise = _watched(row, rules.site.timezone)
    gone_from = promise.gone_from if is_pending(promise) else None
    late = lateness(promise, now)
    return Judged(COMMITMENT + row.id, row.rep_id, row.team_id, from_micros(row.touched_at), gone_from, late)


def _watched(row: Row[Any], timezone: str) -> WatchedPromise:
    overdue_from, unconfirmed_from = from_micros(row.overdue_from), from_micros(row.unconfirmed_from)
    return WatchedPromise(
        standing=row.standing,
        due_soon_from=from_micros(row.due_soon_from),
        overdue_from=overdue_from,
        practised_at=_instant_or_none(row.practised_at),
        gone_from=_instant_or_none(row.gone_from),
        revision=row.revision,
        asked_at=from_micros(row.asked_at),
        due_from=day_that_ends(overdue_from, timezone),
        answer_from=day_that_ends(unconfirmed_from, timezone),
        unconfirmed_from=unconfirmed_from,
        agreed_revision=row.agreed_revision,
        agreed_overdue_from=_instant_or_none(row.agreed_overdue_from),
        turn_since=_instant_or_none(row.turn_since),
    )


def _instant_or_none(stored: int | None) -> datetime | None:
    return None if stored is None else from_micros(stored)
