"""``/v1/effectiveness``: did coaching work, by behaviour, team and supervisor. Figures; no rep is scored or ranked."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.tokens import Claims
from services.followup.api.asking import asking
from services.followup.api.coverage import CoverageQuery, teams_asked_for
from services.followup.house import house
from services.followup.letters import Letters
from services.followup.policy import reach
from services.followup.showing.effectiveness import effectiveness as read_effectiveness
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Id

blueprint = Blueprint("effectiveness", __name__, url_prefix="/v1/effectiveness")


class EffectivenessQuery(CoverageQuery):
    behaviour = Id(load_default=None)


class EffectivenessSchema(Schema):
    items = fields.List(fields.Dict(), required=True)
    next = fields.String(required=True, allow_none=True)
    teams = fields.List(fields.Dict(), required=True)
    supervisors = fields.List(fields.Dict(), required=True)
    months = fields.List(fields.Dict(), required=True)
    all = fields.Dict(required=True)
    results = fields.Dict(required=True)


@blueprint.get("")
@endpoint("effectiveness.read", query=EffectivenessQuery(), answer=EffectivenessSchema())
def effectiveness(caller: Claims, query: dict[str, Any]) -> Response:
    """The last twelve months; results, the fourth level, for a team or the asker's own."""
    with asking(house(), caller, "effectiveness.read", query) as asked:
        team_ids = teams_asked_for(asked, "effectiveness.read", query["team"])
        found = read_effectiveness(asked.connection, asked.generation, team_ids, query["behaviour"], asked.now)
    own = reach(asked.actor, "commitments.read_text").team_ids
    with_promises = team_ids is not None and own.issuperset(team_ids)
    return answer(found.shown(Letters(house().keys, found.boxes), with_promises=with_promises))
