"""Who slipped again: a correction of the same behaviour within 30 days after a promise about it was kept.

Judged for the latest promise kept about a behaviour, while it is the latest, whichever of the two arrives first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from contracts.commitments import Kept
from contracts.observations import Amended, Recorded, Withdrawn
from services.followup.projection.effects import Key, add, month_of
from services.followup.projection.working_set import Row, WorkingSet

_OF_NOTES = {Recorded.TYPE, Amended.TYPE, Withdrawn.TYPE}

WITHIN = 30 * 24 * 3_600_000_000
"""Microseconds."""


JUDGED = _OF_NOTES | {Kept.TYPE}
"""What `judge` has to be told of."""


def judge(work: WorkingSet, event: dict[str, Any]) -> None:
    """Take in an event that was just applied to its row."""
    if event["type"] in _OF_NOTES:
        note = work.observations.find(event["data"]["observation_id"])
        if note is not None and note["behaviour_id"]:
            _noted(work, note)
    else:
        promise = work.commitments.find(event["data"]["commitment_id"])
        if promise is not None and promise["behaviour_id"]:
            _kept(work, promise)


def practice_ids(work: WorkingSet, events: Iterable[dict[str, Any]]) -> set[str]:
    """The keys of what `judge` needs for these events, whose rows are loaded where they are stored."""
    found: set[tuple[str, str | None]] = set()
    for event in events:
        data = event["data"]
        if event["type"] in _OF_NOTES:
            known = work.observations.find(data["observation_id"]) or data
            found |= {(data["rep_id"], data.get("behaviour_id")), (data["rep_id"], known.get("behaviour_id"))}
    found |= {(promise["rep_id"], promise["behaviour_id"]) for promise in work.commitments}
    return {practice_id(rep_id, behaviour_id) for rep_id, behaviour_id in found if behaviour_id}


def practice_id(rep_id: str, behaviour_id: str) -> str:
    """The key of what is known of one rep and one behaviour."""
    return f"{rep_id}/{behaviour_id}"


def _noted(work: WorkingSet, note: Row) -> None:
    row = work.practices.find(practice_id(note["rep_id"], note["behaviour_id"]))
    if note["kind"] == "correction" and note["withdrawn_at"] is None:
        _corrected(work, _practice(work, note), note)
    elif row is not None:
        _taken_back(work, _practice(work, note), note["id"])


def _corrected(work: WorkingSet, row: Row, note: Row) -> None:
    if row["corrected_at"] is None or row["corrected_at"] < note["occurred_at"]:
        row["corrected_at"], row["corrected_by"] = note["occurred_at"], note["id"]
    if row["slipped_by"] is None and _is_slip(row, note["occurred_at"]):
        _slip(work, row, note["id"])


def _taken_back(work: WorkingSet, row: Row, note_id: str) -> None:
    """It was withdrawn, or is no correction any more."""
    if row["corrected_by"] == note_id:
        row["corrected_at"] = row["corrected_by"] = None
    if row["slipped_by"] == note_id:
        row["slipped_by"] = None
        add(work, _key(row), "slipped", -1)


def _kept(work: WorkingSet, promise: Row) -> None:
    row = _practice(work, promise)
    if row["kept_at"] is not None and row["kept_at"] > promise["closed_at"]:
        return
    row["kept_at"], row["slipped_by"] = promise["closed_at"], None
    row["team_id"], row["supervisor_id"] = promise["home_team_id"] or "", promise["proposed_by"]
    if row["corrected_at"] is not None and _is_slip(row, row["corrected_at"]):
        _slip(work, row, row["corrected_by"])


def _practice(work: WorkingSet, about: Row) -> Row:
    key = practice_id(about["rep_id"], about["behaviour_id"])
    if work.practices.find(key) is None:
        return work.practices.new(id=key, behaviour_id=about["behaviour_id"])
    return work.practices.change(key)


def _is_slip(row: Row, at: int) -> bool:
    return row["kept_at"] is not None and row["kept_at"] < at <= row["kept_at"] + WITHIN


def _slip(work: WorkingSet, row: Row, note_id: str) -> None:
    row["slipped_by"] = note_id
    add(work, _key(row), "slipped", 1)


def _key(row: Row) -> Key:
    return row["team_id"], row["supervisor_id"], row["behaviour_id"], month_of(row["kept_at"])
