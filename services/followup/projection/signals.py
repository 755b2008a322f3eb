"""Signals: added up by rep, name and local day, with one line a day and name on the timeline.

The day is that of the site as it was known when the signal arrived. Values are whole millionths, so that sums are the
same in whatever order they were added.
"""

from __future__ import annotations

import uuid
from datetime import date
from functools import lru_cache
from typing import Any

from contracts.instants import from_micros, micros
from contracts.workdays import Site, local_day, start_of_day
from services.followup.boxes import keep
from services.followup.projection.due_columns import site_of
from services.followup.projection.instants import happened_at, recorded_at
from services.followup.projection.working_set import Row, WorkingSet

_LINES = uuid.UUID("2f0c8a86-6f3f-5a52-9e0c-8f8f4f6a3d51")
"""The namespace of the ids of such lines."""

MILLION = 1_000_000


def recorded(work: WorkingSet, event: dict[str, Any]) -> None:
    data, at = event["data"], happened_at(event)
    day = _day(work, event, at)
    value = round(data["value"] * MILLION)
    day["n"] += 1
    day["total"] += value
    if day["last_at"] is None or at >= day["last_at"]:
        day["last_at"], day["last_value"] = at, value
    if box := keep(event):
        work.signal_comments.new(
            rep_id=day["rep_id"],
            name=day["name"],
            day=day["day"],
            id=data["signal_id"],
            value=value,
            channel=data.get("channel"),
            occurred_at=at,
            box=box,
        )


def _day(work: WorkingSet, event: dict[str, Any], at: int) -> Row:
    rep_id, name = event["data"]["rep_id"], event["data"]["name"]
    site = site_of(work, (work.people.find(rep_id) or {}).get("team_id"))
    local = local_day(from_micros(at), site.zone)
    day = local.isoformat()
    if work.signal_days.find((rep_id, name, day)) is not None:
        return work.signal_days.change((rep_id, name, day))
    _show(work, event, day, _began(local, site))
    return work.signal_days.new(rep_id=rep_id, name=name, day=day, n=0, total=0)


@lru_cache(maxsize=65_536)
def _began(day: date, site: Site) -> int:
    return micros(start_of_day(day, site.zone))


def _show(work: WorkingSet, event: dict[str, Any], day: str, began_at: int) -> None:
    """The line stands where the day began, below all that was noted on it."""
    data = event["data"]
    work.timeline.new(
        rep_id=data["rep_id"],
        occurred_at=began_at,
        id=str(uuid.uuid5(_LINES, f"{data['rep_id']}/{data['name']}/{day}")),
        kind="signals",
        about_id=data["name"],
        on_date=day,
        visible_from=0,
        recorded_at=recorded_at(event),
        seen=False,
    )
