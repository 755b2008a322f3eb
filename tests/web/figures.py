"""Coverage and effectiveness as the follow-up service tells of them."""

from __future__ import annotations

from typing import Any

from tests.web.cast import HARBOUR, INES, named_id

Json = dict[str, Any]


def share(part: int, whole: int) -> Json:
    return {"n": part, "of": whole, "share": part / whole if whole else None}


def told(kept: int, due: int, **changes: Any) -> Json:
    """The figures of one behaviour, team or supervisor."""
    return {
        "kept_on_time": share(kept, due),
        "confirmed_by_revisit": share(kept, due),
        "slipped_again": share(kept // 7, kept),
        "hours_to_acknowledgement": {"n": 2 * due, "median": 3.2 if due else None},
        "praise_share": share(due, 3 * due),
        "ended": {"kept": kept, "kept_late": 0, "not_kept": due - kept, "released": 1 if due else 0, "overdue": 0},
        "declined": 0,
        "overdue": 0,
        "reaction": {"n": due // 3, "mean": 4.3 if due > 2 else None},
        "learning": share(due // 4, due // 3),
        **changes,
    }


def effectiveness() -> Json:
    behaviours = [("Interrupted the customer", 16, 21), ("Skipped verification", 4, 6)]
    return {
        "items": [{"behaviour_id": named_id(label), "label": label, **told(*kept)} for label, *kept in behaviours],
        "next": None,
        "teams": [{"team_id": HARBOUR, "name": "Harbour phones", **told(20, 27)}],
        "supervisors": [{"supervisor_id": INES, "name": "Ines Carvalho", **told(20, 27)}],
        "months": [{"month": f"2026-{month:02}", **told(month, 12)} for month in (8, 9, 10)],
        "all": told(20, 27),
        "results": {"counts": None, "items": [], "why": "name a team"},
    }


def nothing() -> Json:
    """Before anything has happened."""
    return {
        **{name: [] for name in ("items", "teams", "supervisors", "months")},
        "next": None,
        "all": told(0, 0),
        "results": {"counts": None, "items": [], "why": "name a team"},
    }


def results() -> Json:
    """One promise whose signal moved, and one of which there is too little."""
    moved = {"signal": "csat", "verdict": "better", "before_days": 14, "after_days": 13, "peers": 7}
    few = {"signal": "qa", "verdict": "too_few", "before_days": 4, "after_days": 2, "peers": 0}
    tallies = {"before": {"n": 31, "mean": 4.1}, "after": {"n": 28, "mean": 4.4}}
    counts = {"better": 1, "worse": 0, "no_clear_change": 0, "too_few": 1}
    return {"counts": counts, "items": [{**moved, **tallies}, {**few, **tallies}]}


def coverage() -> Json:
    def seen(week: int, reps: int) -> Json:
        return {"reps": reps, "seen_7": week, "seen_14": week, "seen_30": reps - 1, "never": 1}

    return {
        "items": [{"level": "new", **seen(2, 4), "people": []}, {"level": None, **seen(1, 3), "people": []}],
        "next": None,
        "teams": [{"team_id": HARBOUR, "name": "Harbour phones", **seen(3, 7)}],
        "all": seen(3, 7),
    }
