"""``/v1/coverage``: who was last seen when, at every level."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.problems import NOT_FOUND, Problem
from contracts.tokens import Claims
from services.followup.api.asking import Asked, ReadQuery, asking
from services.followup.house import house
from services.followup.letters import Letters
from services.followup.policy import reach
from services.followup.readmodel.coverage import by_rep, counted
from services.followup.readmodel.teams import teams
from services.followup.showing.coverage import Coverage
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Id

blueprint = Blueprint("coverage", __name__, url_prefix="/v1/coverage")


class CoverageQuery(ReadQuery):
    team = Id(load_default=None)


class LevelSchema(Schema):
    level = fields.String(required=True, allow_none=True)
    reps = fields.Integer(required=True)
    people = fields.List(fields.Dict(), required=True)


class CoverageSchema(Schema):
    items = fields.List(fields.Nested(LevelSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    teams = fields.List(fields.Dict(), required=True)
    all = fields.Dict(required=True)


@blueprint.get("")
@endpoint("coverage.read", query=CoverageQuery(), answer=CoverageSchema())
def coverage(caller: Claims, query: dict[str, Any]) -> Response:
    """Shares seen in the last 7, 14 and 30 days; supervisors read who it is, ops the figures."""
    with asking(house(), caller, "coverage.read", query) as asked:
        team_ids = teams_asked_for(asked, "coverage.read", query["team"])
        readable = reach(asked.actor, "coverage.read_names").team_ids
        named = readable if team_ids is None else readable & frozenset(team_ids)
        found = counted(asked.connection, asked.generation, team_ids, asked.now)
        shown = Coverage(
            counted=found,
            reps=by_rep(asked.connection, asked.generation, named, asked.now) if named else (),
            teams=teams(asked.connection, asked.generation, {row.team_id for row in found}),
        )
    items = shown.items(Letters(house().keys, shown.boxes))
    return answer({"items": items, "next": None, "teams": shown.by_team(), "all": shown.in_all()})


def teams_asked_for(asked: Asked, action: str, team_id: str | None) -> Collection[str] | None:
    """The teams that an answer is about; None is every team.

    Raises:
        Problem: 404, a team was named that is not the asker's to know.
    """
    within = reach(asked.actor, action)
    if team_id is not None:
        if not within.covers(team_id):
            raise Problem(NOT_FOUND)
        return [team_id]
    return None if within.everything else within.team_ids
