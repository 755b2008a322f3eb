"""``/v1/walks``: one pass over the floor."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.instants import wire_instant
from contracts.tokens import Claims
from services.http.endpoints import endpoint
from services.http.fields import Instant
from services.observation.api.bodies import StateAnswer
from services.observation.facts import Fact, put
from services.observation.house import house
from services.observation.moments import moment
from services.observation.nouns import Noun, present
from services.observation.policy import Relation
from services.observation.relations import admit, require
from services.observation.rules import walk as rules
from services.observation.rules.walk import Walk

blueprint = Blueprint("walks", __name__, url_prefix="/v1/walks/<id:walk_id>")


class StartBody(Schema):
    started_at = Instant(required=True)
    occurred_at = Instant()


class EndBody(Schema):
    ended_at = Instant(required=True)
    occurred_at = Instant()


class WalkAnswer(StateAnswer):
    state = fields.String(required=True)
    started_at = fields.String(required=True)


def describe(walk: Walk) -> dict[str, Any]:
    state = "ended" if walk.ended_at else "started"
    return {"id": walk.walk_id, "state": state, "started_at": wire_instant(walk.started_at)}


WALK = Noun("walk", rules.begin, rules.evolve, describe)


@blueprint.put("")
@endpoint("walk.start", body=StartBody(), answer=WalkAnswer())
def start(caller: Claims, walk_id: str, body: dict[str, Any]) -> Response:
    """A supervisor begins a walk."""
    actor = admit(house(), caller, "walk.start")
    at = moment(house(), body, "started_at")
    subject = WALK.subject(walk_id)
    fact = Fact(key=subject, subject=subject, actor_id=actor.id, about=actor.id, at=at, body=body)
    return put(house(), WALK, fact, lambda _none: rules.start(walk_id, actor.id, at))


@blueprint.put("/end")
@endpoint("walk.end", body=EndBody(), answer=WalkAnswer())
def end(caller: Claims, walk_id: str, body: dict[str, Any]) -> Response:
    """The walk is over."""
    actor = admit(house(), caller, "walk.end")
    walk = present(house(), WALK, walk_id)
    require(actor, "walk.end", Relation(is_author=walk.supervisor_id == actor.id))
    at = moment(house(), body, "ended_at")
    subject = WALK.subject(walk_id)
    fact = Fact(key=f"{subject}/end", subject=subject, actor_id=actor.id, about=actor.id, at=at, body=body)
    return put(house(), WALK, fact, lambda present_walk: rules.end(present_walk, at))
