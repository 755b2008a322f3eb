"""Floor walks: when a supervisor started and ended one."""

from __future__ import annotations

from typing import Any

from services.followup.projection.instants import instant
from services.followup.projection.working_set import WorkingSet


def started(work: WorkingSet, event: dict[str, Any]) -> None:
    data = event["data"]
    work.walks.new(id=data["walk_id"], supervisor_id=data["supervisor_id"], started_at=instant(data["started_at"]))


def ended(work: WorkingSet, event: dict[str, Any]) -> None:
    work.walks.change(event["data"]["walk_id"])["ended_at"] = instant(event["data"]["ended_at"])
