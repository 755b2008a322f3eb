"""Teams and their sites; a change of the calendar judges the team's promises and sessions again."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from services.followup.projection.due_columns import fill_due_columns, gone_from
from services.followup.projection.instants import happened_at
from services.followup.projection.sessions import follow_rep
from services.followup.projection.working_set import WorkingSet


def described(work: WorkingSet, event: dict[str, Any]) -> None:
    """The whole new state of a team, which may be new to people who were put into it before."""
    data = event["data"]
    ZoneInfo(data["timezone"])
    work.teams.new(
        id=data["team_id"],
        name=data["name"],
        site=data["site"],
        timezone=data["timezone"],
        working_days=" ".join(str(day) for day in sorted(data["working_days"])),
        holidays=" ".join(sorted(data.get("holidays", ()))),
        country=data.get("country"),
        manager_id=data.get("manager_id"),
    )
    _judge_again(work, data["team_id"], happened_at(event))


def _judge_again(work: WorkingSet, team_id: str, at: int) -> None:
    for person in list(work.people):
        if person["team_id"] == team_id and person["left_on"]:
            work.people.change(person["id"])["gone_from"] = gone_from(work, team_id, person["left_on"])
    for commitment in list(work.commitments):
        if commitment["team_id"] == team_id and commitment["standing"] in {"proposed", "open"}:
            fill_due_columns(work, work.commitments.change(commitment["id"]))
            commitment["touched_at"] = at
    for session in list(work.sessions):
        if session["team_id"] == team_id and session["standing"] == "scheduled":
            follow_rep(work, session, at)
            # The day on which its outcome is due begins when it does at the site.
            work.sessions.change((session["id"], session["rep_id"]))["touched_at"] = at
