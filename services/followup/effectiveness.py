"""Did coaching work? What the counts of a while add up to, in shares with the numbers behind them. Pure.

Kirkpatrick's four levels (`domain.md`, rule 13): reaction, what reps thought of their sessions; learning, results of
training; behaviour, promises kept and held; results, the signals that were to move. No figure is about one rep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Counts = Mapping[str, int]
Json = dict[str, Any]

_ENDS = ("kept", "kept_late", "not_kept", "released")

WAIT_ENDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 24.0, 48.0, 96.0, 192.0)
"""Hours at which the classes of waiting for an acknowledgement end; the last class has no end."""


def figures(counts: Counts, overdue: int = 0) -> Json:
    """What is told of one behaviour, team or supervisor.

    Args:
        counts: sums by the columns of the read model.
        overdue: promises that are open and overdue now, which were not kept on time either.
    """
    kept, late = counts.get("kept", 0), counts.get("kept_late", 0)
    seen_again = kept + late
    due = seen_again + counts.get("not_kept", 0) + overdue
    ended = seen_again + counts.get("not_kept", 0) + counts.get("released", 0)
    notes = counts.get("praise", 0) + counts.get("correction", 0)
    classes = _classes(counts)
    return {
        "kept_on_time": share(kept, due),
        "confirmed_by_revisit": share(seen_again, ended),
        "slipped_again": share(counts.get("slipped", 0), seen_again),
        "hours_to_acknowledgement": {"n": sum(classes), "median": _median(classes)},
        "praise_share": share(counts.get("praise", 0), notes),
        "ended": {name: counts.get(name, 0) for name in ("kept", "kept_late", "not_kept", "released")}
        | {"overdue": overdue},
        "declined": counts.get("declined", 0),
        "overdue": overdue,
        "reaction": average(counts.get("rating_total", 0), counts.get("ratings", 0)),
        "learning": share(counts.get("passed", 0), counts.get("passed", 0) + counts.get("failed", 0)),
    }


def share(part: int, whole: int) -> Json:
    """``of`` how many, and the share; None of none."""
    return {"n": part, "of": whole, "share": round(part / whole, 4) if whole else None}


def average(total: int, n: int) -> Json:
    """The mean of ``n``; None of none."""
    return {"n": n, "mean": round(total / n, 2) if n else None}


def median_wait(counts: Counts) -> float | None:
    """Hours, evenly spread within the class that the median is in; the end of the last but one where it is beyond."""
    return _median(_classes(counts))


def _median(classes: Sequence[int]) -> float | None:
    half, passed = sum(classes) / 2, 0
    if not half:
        return None
    for number, size in enumerate(classes[:-1]):
        if passed + size >= half:
            start = WAIT_ENDS[number - 1] if number else 0.0
            return round(start + (WAIT_ENDS[number] - start) * (half - passed) / size, 2)
        passed += size
    return WAIT_ENDS[-1]


def _classes(counts: Counts) -> list[int]:
    return [counts.get(name, 0) for name in _WAITED]


_WAITED = tuple(f"waited_{number}" for number in range(len(WAIT_ENDS) + 1))
