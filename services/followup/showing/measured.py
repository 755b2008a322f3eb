"""What the measures of promises have come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import Connection, Row

from contracts.instants import from_micros, micros
from contracts.signals import signal_name
from contracts.workdays import local_day
from services.followup.measures import Measured, measured, measured_days
from services.followup.readmodel.signals import days_of
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import teams, zone_of

Json = dict[str, Any]


def measured_of(
    connection: Connection, generation: Generation, rows: Sequence[Row[Any]], now: datetime
) -> dict[str, Measured]:
    """By promise, for those of these that have a measure."""
    rows = [row for row in rows if row.measure]
    if not rows:
        return {}
    of_id = teams(connection, generation, {row.team_id for row in rows if row.team_id})
    agreed_on = {row.id: _agreed_on(row, zone_of(of_id.get(row.team_id or ""))) for row in rows}
    spans = [measured_days(agreed_on[row.id], date.fromisoformat(row.due_day)) for row in rows]
    measures: Mapping[str, Json] = {row.id: orjson.loads(row.measure) for row in rows}
    names = {signal_name(measure["signal"]) for measure in measures.values()}
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    days = days_of(connection, generation, {row.rep_id for row in rows}, first, last, names)
    return {
        row.id: measured(
            days.get((row.rep_id, signal_name(measures[row.id]["signal"])), []),
            agreed_on=agreed_on[row.id],
            due_day=date.fromisoformat(row.due_day),
            comparison=measures[row.id]["comparison"],
            target=measures[row.id]["target"],
            is_over=row.overdue_from <= micros(now),
        )
        for row in rows
    }


def shown_measure(row: Row[Any], found: Measured | None) -> Json | None:
    """The measure, with what it has come to."""
    if not row.measure or found is None:
        return None
    came_to = {"n": found.tally.n, "mean": found.tally.mean, "state": found.state}
    span = {"from_on": found.from_on.isoformat(), "to_on": found.to_on.isoformat()}
    return {**orjson.loads(row.measure), **came_to, **span}


def _agreed_on(row: Row[Any], zone: Any) -> date:
    return local_day(from_micros(row.confirmed_at or row.proposed_at), zone)
