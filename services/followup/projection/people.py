"""People, their absences and departures; what these mean for the promises they gave."""

from __future__ import annotations

from typing import Any

from contracts.people import Joined
from services.followup.boxes import keep
from services.followup.projection.due_columns import fill_due_columns, gone_from
from services.followup.projection.instants import happened_at
from services.followup.projection.sessions import follow_rep
from services.followup.projection.working_set import WorkingSet

_PENDING = {"proposed", "open"}


def described(work: WorkingSet, event: dict[str, Any]) -> None:
    """The whole new state of a person, who may be new; who joins has not left."""
    data = event["data"]
    known = work.people.find(data["person_id"]) or {}
    left_on = None if event["type"] == Joined.TYPE else known.get("left_on")
    team_id = data.get("team_id")
    work.people.new(
        id=data["person_id"],
        roles=" ".join(sorted(data["roles"])),
        team_id=team_id,
        also_team_ids=" ".join(data.get("also_team_ids", ())),
        level=data.get("level"),
        joined_on=data.get("joined_on"),
        left_on=left_on,
        box=keep(event),
        gone_from=gone_from(work, team_id, left_on),
    )
    _move(work, data["person_id"], team_id)
    _judge_again(work, event)


def left(work: WorkingSet, event: dict[str, Any]) -> None:
    person = work.people.change(event["data"]["person_id"])
    person["left_on"] = event["data"]["left_on"]
    person["gone_from"] = gone_from(work, person["team_id"], person["left_on"])
    _judge_again(work, event)


def absence_recorded(work: WorkingSet, event: dict[str, Any]) -> None:
    data = event["data"]
    work.absences.new(
        person_id=data["person_id"],
        id=data["absence_id"],
        from_on=data["from_on"],
        to_on=data["to_on"],
        cancelled=False,
    )
    _judge_again(work, event)


def absence_cancelled(work: WorkingSet, event: dict[str, Any]) -> None:
    data = event["data"]
    work.absences.change((data["person_id"], data["absence_id"]))["cancelled"] = True
    _judge_again(work, event)


def _move(work: WorkingSet, person_id: str, team_id: str | None) -> None:
    """A person's promises and sessions, closed ones too, are read by whoever reads the team the person is in now."""
    for commitment in work.commitments.of(person_id):
        if commitment["team_id"] != team_id:
            work.commitments.change(commitment["id"])["team_id"] = team_id
    for session in work.sessions.of(person_id):
        if session["team_id"] != team_id:
            work.sessions.change((session["id"], person_id))["team_id"] = team_id


def _judge_again(work: WorkingSet, event: dict[str, Any]) -> None:
    for commitment in work.commitments.of(event["data"]["person_id"]):
        if commitment["standing"] in _PENDING:
            fill_due_columns(work, work.commitments.change(commitment["id"]))
            commitment["touched_at"] = happened_at(event)
    for session in work.sessions.of(event["data"]["person_id"]):
        follow_rep(work, session, happened_at(event))
