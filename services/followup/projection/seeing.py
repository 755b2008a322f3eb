"""When each rep was last seen, kept beside the timelines, which would have to be searched for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from contracts.observations import Acknowledged, Recorded, Replied
from services.followup.projection.working_set import Row, WorkingSet
from services.followup.readmodel.timeline import NOTE_KINDS

_LEAVES_IT = {Recorded.TYPE, Acknowledged.TYPE, Replied.TYPE}


def look(work: WorkingSet) -> None:
    """Take in what a batch of events put on the timelines, or took back from them."""
    for item in work.timeline.changed:
        row = work.seen.find(item["rep_id"])
        if item["seen"]:
            if row is None or row["seen_at"] < item["occurred_at"]:
                work.seen.new(rep_id=item["rep_id"], seen_at=item["occurred_at"])
        elif item["kind"] in NOTE_KINDS and row is not None and row["seen_at"] == item["occurred_at"]:
            _look_behind(work, item["rep_id"])


def looks_needed(events: Iterable[dict[str, Any]]) -> dict[str, int]:
    """By rep, how many of the latest looks must be loaded, so that one is left if all of these take one back."""
    changing = (event for event in events if event["subject"].startswith("observation/"))
    taken = Counter(event["data"]["rep_id"] for event in changing if event["type"] not in _LEAVES_IT)
    return {rep_id: number + 1 for rep_id, number in taken.items()}


def _look_behind(work: WorkingSet, rep_id: str) -> None:
    """Take the latest of what is left, whose latest looks were loaded for that."""
    rows: list[Row] = work.timeline.of(rep_id)
    latest = max((row["occurred_at"] for row in rows if row["seen"]), default=None)
    if latest is None:
        work.seen.remove(rep_id=rep_id)
    else:
        work.seen.new(rep_id=rep_id, seen_at=latest)
