"""What the follow-up service tells operations of its watch: policy, silences, lag; and what is due today."""

from __future__ import annotations

from typing import Any

from tests.web.cast import AMARA, HARBOUR, QUAY, named_id
from tests.web.floor import alert

Json = dict[str, Any]

SILENCE = named_id("the chat moves")


def policy() -> Json:
    tells = {0: ["owing"], 1: ["supervisors"], 2: ["manager"], 3: ["ops"]}
    return {
        "id": "default",
        "own": False,
        "version": 0,
        "ladder": [
            {"level": level, "after_hours": 8.0 * max(0, level - 1), "tells": who} for level, who in tells.items()
        ],
        "working_hours": {"from": "09:00", "until": "17:00"},
        "grace": {"minutes": 0},
        "quiet_hours": {"from": "20:00", "until": "07:00"},
        "caps": {"per_hour": 20, "per_day": 60},
        "digest": {"at_least": 5},
        "not_seen_after_days": None,
    }


def silences() -> list[Json]:
    times = {"from": "2026-11-18T00:00:00Z", "until": "2026-11-20T00:00:00Z"}
    return [{"id": SILENCE, "team_id": QUAY, **times, "reason": "The chat floor moves"}]


def lag() -> Json:
    return {"position": 90, "head": 90, "seconds": 0.0, "parked": 0, "watch_seconds": 1.0, "as_of": None}


def reminder() -> Json:
    today = "2026-11-19T00:00:00Z"
    made = alert(named_id("today"), "rep_owes", 0, today, (HARBOUR, "Harbour phones"), "Amara Okafor", "Amara Okafor")
    return {**made, "rep_id": AMARA}
