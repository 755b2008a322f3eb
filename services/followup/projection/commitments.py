"""Promises: proposed, confirmed, practised, looked at, renewed, closed.

While a renewal waits for the rep, the row shows the new revision and keeps the agreed one, which stands until then.
"""

from __future__ import annotations

from typing import Any

import orjson

from services.followup.boxes import keep
from services.followup.projection.due_columns import fill_due_columns
from services.followup.projection.instants import happened_at, recorded_at
from services.followup.projection.working_set import Row, WorkingSet
from services.followup.states import kept_standing


def proposed(work: WorkingSet, event: dict[str, Any]) -> None:
    data, at = event["data"], happened_at(event)
    measure = data.get("measure")
    commitment = work.commitments.new(
        id=data["commitment_id"],
        rep_id=data["rep_id"],
        home_team_id=(work.people.find(data["rep_id"]) or {}).get("team_id"),
        proposed_by=data["proposed_by"],
        behaviour_id=data.get("behaviour_id"),
        observation_id=data.get("observation_id"),
        session_id=data.get("session_id"),
        box=keep(event),
        look_again_on=data.get("look_again_on"),
        measure=orjson.dumps(measure).decode() if measure else None,
        standing="proposed",
        due_on=data["due_on"],
        revision=data["revision"],
        proposed_at=at,
        recorded_at=recorded_at(event),
        asked_at=at,
        touched_at=at,
    )
    fill_due_columns(work, commitment)
    _show(work, event, "commitment", data["commitment_id"])


def confirmed(work: WorkingSet, event: dict[str, Any]) -> None:
    commitment = _touch(work, event)
    commitment["standing"] = "open"
    commitment["confirmed_at"] = happened_at(event)
    commitment["confirmed_via"] = event["data"]["via"]
    commitment["words_box"] = keep(event)
    commitment["agreed_revision"] = commitment["revision"]
    commitment["agreed_due_on"] = commitment["due_on"]
    commitment["agreed_overdue_from"] = commitment["overdue_from"]


def declined(work: WorkingSet, event: dict[str, Any]) -> None:
    """The rep declines the promise, or only its renewal."""
    commitment = _touch(work, event)
    if commitment["agreed_revision"] is None:
        _close(commitment, event, "declined")
    else:
        _return_to_agreed(work, commitment)
        commitment["standing"] = "open"
    _show(work, event, "decline", event["id"])


def practice_reported(work: WorkingSet, event: dict[str, Any]) -> None:
    commitment = _touch(work, event)
    commitment["practised_at"] = happened_at(event)
    commitment["practice_report_box"] = keep(event)
    _show(work, event, "practice_report", event["data"]["report_id"])


def revisited(work: WorkingSet, event: dict[str, Any]) -> None:
    data, commitment = event["data"], _touch(work, event)
    if data["outcome"] != "saw_it":
        commitment["practised_at"] = commitment["practice_report_box"] = None
        commitment["turn_since"] = happened_at(event)
    _show(work, event, "revisit", data["revisit_id"], outcome=data["outcome"], seen=True)


def kept(work: WorkingSet, event: dict[str, Any]) -> None:
    commitment = _touch(work, event)
    _return_to_agreed(work, commitment)
    commitment["seen_on"] = event["data"]["seen_on"]
    _close(commitment, event, kept_standing(commitment["seen_on"], commitment["due_day"]))


def not_kept(work: WorkingSet, event: dict[str, Any]) -> None:
    _end(work, event, "not_kept")


def released(work: WorkingSet, event: dict[str, Any]) -> None:
    _end(work, event, "released")


def renewal_asked(work: WorkingSet, event: dict[str, Any]) -> None:
    data, commitment = event["data"], _touch(work, event)
    commitment["renewal_asked_on"] = data["due_on"]
    commitment["renewal_asked_at"] = happened_at(event)
    commitment["renewal_asked_box"] = keep(event)
    _show(work, event, "renewal_request", data["request_id"], on_date=data["due_on"])


def renewed(work: WorkingSet, event: dict[str, Any]) -> None:
    data, commitment = event["data"], _touch(work, event)
    commitment["standing"] = "proposed"
    commitment["revision"], commitment["due_on"] = data["revision"], data["due_on"]
    commitment["asked_at"] = happened_at(event)
    _forget_renewal_request(commitment)
    fill_due_columns(work, commitment)
    _show(work, event, "renewal", data["renewal_id"], on_date=data["due_on"])


def _touch(work: WorkingSet, event: dict[str, Any]) -> Row:
    commitment = work.commitments.change(event["data"]["commitment_id"])
    commitment["touched_at"] = happened_at(event)
    return commitment


def _end(work: WorkingSet, event: dict[str, Any], standing: str) -> None:
    commitment = _touch(work, event)
    _return_to_agreed(work, commitment)
    _close(commitment, event, standing)
    _show(work, event, "closure", event["id"], outcome=standing)


def _return_to_agreed(work: WorkingSet, commitment: Row) -> None:
    """A renewal that was not confirmed leaves the promise as it was before."""
    if commitment["standing"] == "proposed" and commitment["agreed_revision"] is not None:
        commitment["revision"] = commitment["agreed_revision"]
        commitment["due_on"] = commitment["agreed_due_on"]
        fill_due_columns(work, commitment)


def _close(commitment: Row, event: dict[str, Any], standing: str) -> None:
    commitment["standing"] = standing
    commitment["closed_at"] = happened_at(event)
    commitment["closed_by"] = event["actor"]
    commitment["closing_box"] = keep(event)
    _forget_renewal_request(commitment)


def _forget_renewal_request(commitment: Row) -> None:
    commitment["renewal_asked_on"] = commitment["renewal_asked_at"] = commitment["renewal_asked_box"] = None


def _show(work: WorkingSet, event: dict[str, Any], kind: str, item_id: str, *, seen: bool = False, **told: str) -> None:
    """Put a step of the promise on the rep's timeline, where it is visible at once."""
    data = event["data"]
    work.timeline.new(
        rep_id=data["rep_id"],
        occurred_at=happened_at(event),
        id=item_id,
        kind=kind,
        about_id=data["commitment_id"],
        by_id=event["actor"],
        box=None if kind == "commitment" else keep(event),
        visible_from=0,
        recorded_at=recorded_at(event),
        seen=seen,
        **told,
    )
