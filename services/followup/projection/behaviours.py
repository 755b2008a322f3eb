"""The catalogue, as far as a timeline names it."""

from __future__ import annotations

from typing import Any

from services.followup.projection.working_set import WorkingSet


def described(work: WorkingSet, event: dict[str, Any]) -> None:
    data = event["data"]
    work.behaviours.new(id=data["behaviour_id"], label=data["label"])
