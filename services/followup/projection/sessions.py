"""Coaching sessions: planned, moved, prepared, held, missed, cancelled, rated; and the rhythms that plan them."""

from __future__ import annotations

from typing import Any

from services.followup.boxes import keep
from services.followup.projection.instants import happened_at, instant, recorded_at
from services.followup.projection.working_set import Row, WorkingSet

_MINUTE = 60_000_000


def scheduled(work: WorkingSet, event: dict[str, Any]) -> None:
    data, at = event["data"], happened_at(event)
    session = work.sessions.new(
        id=data["session_id"],
        rep_id=data["rep_id"],
        supervisor_id=data["supervisor_id"],
        standing="scheduled",
        planned_at=at,
    )
    _place(session, event)
    follow_rep(work, session, at)
    _show(work, event, "session", data["supervisor_id"])


def rescheduled(work: WorkingSet, event: dict[str, Any]) -> None:
    _place(_change(work, event), event)


def point_raised(work: WorkingSet, event: dict[str, Any]) -> None:
    data = event["data"]
    _change(work, event)
    work.session_points.new(
        session_id=data["session_id"],
        rep_id=data["rep_id"],
        id=data["point_id"],
        by_id=event["actor"],
        box=keep(event),
        raised_at=happened_at(event),
    )


def held(work: WorkingSet, event: dict[str, Any]) -> None:
    session = _end(work, event, "held", seen=True)
    session["commitment_ids"] = " ".join(event["data"].get("commitment_ids", ()))


def missed(work: WorkingSet, event: dict[str, Any]) -> None:
    _end(work, event, "missed")


def cancelled(work: WorkingSet, event: dict[str, Any]) -> None:
    _end(work, event, "cancelled")


def rated(work: WorkingSet, event: dict[str, Any]) -> None:
    session = _change(work, event)
    session["score"] = event["data"]["score"]
    session["rating_box"] = keep(event)
    session["rated_at"] = happened_at(event)


def cadence_set(work: WorkingSet, event: dict[str, Any]) -> None:
    names = ("rep_id", "set_by", "every_weeks", "weekday", "at", "minutes", "first_on")
    work.cadences.new(**{name: event["data"][name] for name in names}, ended=False)


def cadence_ended(work: WorkingSet, event: dict[str, Any]) -> None:
    work.cadences.new(rep_id=event["data"]["rep_id"], ended=True)


def follow_rep(work: WorkingSet, session: Row, at: int) -> None:
    """A session is its rep's: whoever supervises the rep now holds it, and nobody once the rep has left."""
    if session["standing"] != "scheduled":
        return
    person = work.people.find(session["rep_id"]) or {}
    followed = {"team_id": person.get("team_id"), "gone_from": person.get("gone_from")}
    if any(session[name] != value for name, value in followed.items()) or session["touched_at"] is None:
        work.sessions.change((session["id"], session["rep_id"])).update(followed, touched_at=at)


def _change(work: WorkingSet, event: dict[str, Any]) -> Row:
    session = work.sessions.change((event["data"]["session_id"], event["data"]["rep_id"]))
    session["version"] = event["streamversion"]
    session["touched_at"] = happened_at(event)
    return session


def _place(session: Row, event: dict[str, Any]) -> None:
    data = event["data"]
    session["starts_at"] = instant(data["starts_at"])
    session["ends_at"] = session["starts_at"] + data["minutes"] * _MINUTE
    session["minutes"] = data["minutes"]
    session["cadence_on"] = data.get("cadence_on")
    session["box"] = keep(event)
    session["version"] = event["streamversion"]


def _end(work: WorkingSet, event: dict[str, Any], standing: str, *, seen: bool = False) -> Row:
    session = _change(work, event)
    session["standing"] = standing
    session["outcome_at"] = happened_at(event)
    session["outcome_by"] = event["actor"]
    session["outcome_box"] = keep(event)
    _show(work, event, "session_outcome", event["actor"], seen=seen, outcome=standing)
    return session


def _show(
    work: WorkingSet, event: dict[str, Any], kind: str, by_id: str, *, seen: bool = False, outcome: str | None = None
) -> None:
    """Put it on the rep's timeline, where it is visible at once."""
    data = event["data"]
    work.timeline.new(
        rep_id=data["rep_id"],
        occurred_at=happened_at(event),
        id=data["session_id"],
        kind=kind,
        about_id=data["session_id"],
        by_id=by_id,
        outcome=outcome,
        box=keep(event),
        visible_from=0,
        recorded_at=recorded_at(event),
        seen=seen,
    )
