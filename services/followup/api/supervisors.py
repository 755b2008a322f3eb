"""``/v1/supervisors/{id}``: the walk, and what the supervisor owes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.tokens import Claims
from services.followup.api.asking import asking
from services.followup.api.pages import PageQuery, cut
from services.followup.house import house
from services.followup.letters import Letters
from services.followup.showing.duties import duties as read_duties
from services.followup.showing.walk import walk as read_walk
from services.http.answers import answer
from services.http.endpoints import endpoint

blueprint = Blueprint("supervisors", __name__, url_prefix="/v1/supervisors")


class WalkItemSchema(Schema):
    rep_id = fields.UUID(required=True)
    name = fields.String(required=True, allow_none=True)
    last_seen = fields.AwareDateTime(required=True, allow_none=True)
    due_today = fields.Integer(required=True)
    overdue = fields.Integer(required=True)


class WalkSchema(Schema):
    items = fields.List(fields.Nested(WalkItemSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    team = fields.Dict(required=True, allow_none=True)
    walk = fields.Dict(required=True, allow_none=True)


class DutySchema(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    rep_id = fields.UUID(required=True)
    since = fields.AwareDateTime(required=True)


class DutiesSchema(Schema):
    items = fields.List(fields.Nested(DutySchema), required=True)
    next = fields.String(required=True, allow_none=True)


@blueprint.get("/<id:supervisor_id>/walk")
@endpoint("walk.read", query=PageQuery(), answer=WalkSchema())
def walk(caller: Claims, supervisor_id: str, query: dict[str, Any]) -> Response:
    """The team in the order of need, and the walk that is under way."""
    with asking(house(), caller, "walk.read", query) as asked:
        found = read_walk(asked.connection, asked.generation, asked.person(supervisor_id), asked.now)
    items, following = cut(found.items(Letters(house().keys, found.boxes)), query)
    return answer({"items": items, "next": following, "team": found.shown_team(), "walk": found.shown_walk()})


@blueprint.get("/<id:supervisor_id>/duties")
@endpoint("duties.read", query=PageQuery(), answer=DutiesSchema())
def duties(caller: Claims, supervisor_id: str, query: dict[str, Any]) -> Response:
    """What the supervisor owes, the oldest first."""
    with asking(house(), caller, "duties.read", query) as asked:
        found = read_duties(asked.connection, asked.generation, asked.person(supervisor_id), asked.now)
        asked.reads_of(found.rep_ids)
    items, following = cut(found.items(Letters(house().keys, found.boxes)), query)
    return answer({"items": items, "next": following})
