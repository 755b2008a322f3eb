"""``/v1/behaviours``: the catalogue."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields, validate

from contracts import behaviours as events
from contracts.commitments import Measure
from contracts.definition import SHORT
from contracts.problems import NOT_FOUND, Problem
from contracts.tokens import Claims
from services.eventlog.database import reading
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Id, Text
from services.http.read_only import Said
from services.observation.api.bodies import Moment, PageQuery, StateAnswer
from services.observation.api.choices import one_of
from services.observation.api.commitment_bodies import MeasureBody
from services.observation.directory import behaviours
from services.observation.directory.behaviours import Behaviour
from services.observation.house import house
from services.observation.moments import moment
from services.observation.relations import admit
from services.observation.states import Change, put_change

blueprint = Blueprint("behaviours", __name__, url_prefix="/v1/behaviours")


class BehaviourBody(Moment):
    """``retired`` as it is to be: left out, one that was retired comes back."""

    id = Id(dump_only=True)
    label = Text(limit=SHORT, required=True)
    dimension = fields.String(required=True, validate=one_of(events.Dimension))
    kind = fields.String(required=True, validate=one_of(events.BehaviourKind))
    prompt = Text(allow_none=True)
    model_phrase = Text(allow_none=True)
    practice = Text(allow_none=True)
    default_days = fields.Integer(strict=True, validate=validate.Range(1, 366), allow_none=True)
    measure = fields.Nested(MeasureBody, allow_none=True)
    retired = fields.Boolean(load_default=False)


_DESCRIBED = BehaviourBody().load_fields.keys() - {"occurred_at", "retired"}


class BehaviourAnswer(Schema):
    id = Id(required=True, dump_only=True)
    label = fields.String(required=True)
    dimension = fields.String(required=True)
    kind = fields.String(required=True)
    prompt = fields.String(allow_none=True)
    model_phrase = fields.String(allow_none=True)
    practice = fields.String(allow_none=True)
    default_days = fields.Integer(allow_none=True)
    measure = fields.Nested(MeasureBody, allow_none=True)
    retired = fields.Boolean(required=True)


class BehavioursAnswer(Schema):
    items = fields.List(fields.Nested(BehaviourAnswer), required=True)
    next = fields.String(allow_none=True)


@blueprint.put("/<id:behaviour_id>")
@endpoint("behaviour.write", body=BehaviourBody(), answer=StateAnswer())
def describe_behaviour(caller: Claims, behaviour_id: str, body: dict[str, Any], said: Said) -> Response:
    """Define a behaviour or change it; one that was retired comes back."""
    return _put(caller, behaviour_id, body, lambda: _change(behaviour_id, body), said)


@blueprint.put("/<id:behaviour_id>/retirement")
@endpoint("behaviour.write", body=Moment(), answer=StateAnswer())
def retire(caller: Claims, behaviour_id: str, body: dict[str, Any]) -> Response:
    """Offer it no more; what was noted under it stays."""
    return _put(caller, behaviour_id, body, lambda: _retirement(behaviour_id))


@blueprint.get("")
@endpoint("behaviour.read", query=PageQuery(), answer=BehavioursAnswer())
def list_behaviours(caller: Claims, query: dict[str, Any]) -> Response:
    """The catalogue, by id, retired ones included."""
    admit(house(), caller, "behaviour.read")
    with reading(house().engine) as connection:
        found = behaviours.page(connection, query["cursor"], query["limit"] + 1)
    items = [_told(behaviour) for behaviour in found[: query["limit"]]]
    return answer({"items": items, "next": items[-1]["id"] if len(found) > query["limit"] else None})


@blueprint.get("/<id:behaviour_id>")
@endpoint("behaviour.read", answer=BehaviourAnswer())
def read_behaviour(caller: Claims, behaviour_id: str) -> Response:
    """One behaviour."""
    admit(house(), caller, "behaviour.read")
    behaviour = _behaviour(behaviour_id)
    return answer(_told(behaviour), etag=str(behaviour.version))


def _put(
    caller: Claims,
    behaviour_id: str,
    body: dict[str, Any],
    decide: Callable[[], Change],
    said: Said = MappingProxyType({}),
) -> Response:
    actor = admit(house(), caller, "behaviour.write")
    subject, at = f"behaviour/{behaviour_id}", moment(house(), body)
    position, _version = put_change(house(), subject, actor.id, at, decide, said=said)
    return answer({"id": behaviour_id, "position": position})


def _change(behaviour_id: str, body: dict[str, Any]) -> Change:
    wanted: dict[str, Any] = {name: body.get(name) for name in _DESCRIBED}
    if wanted["measure"] is not None:
        wanted["measure"] = Measure(**wanted["measure"])
    retired = [events.Retired(behaviour_id=behaviour_id)] if body["retired"] else []
    with reading(house().engine) as connection:
        behaviour = behaviours.behaviour(connection, behaviour_id)
    if behaviour is None:
        described = events.Defined(behaviour_id=behaviour_id, **wanted)
        return Change(0, [described, *retired], told={"id": behaviour_id})
    same = all(getattr(behaviour, name) == value for name, value in wanted.items())
    if same and behaviour.retired == body["retired"]:
        return Change(behaviour.version, None, told=_told(behaviour))
    back = not same or behaviour.retired
    changed = [events.Changed(behaviour_id=behaviour_id, **wanted)] if back else []
    return Change(behaviour.version, [*changed, *retired], told=_told(behaviour))


def _retirement(behaviour_id: str) -> Change:
    behaviour = _behaviour(behaviour_id)
    return Change(behaviour.version, None if behaviour.retired else events.Retired(behaviour_id=behaviour_id))


def _behaviour(behaviour_id: str) -> Behaviour:
    with reading(house().engine) as connection:
        behaviour = behaviours.behaviour(connection, behaviour_id)
    if behaviour is None:
        raise Problem(NOT_FOUND)
    return behaviour


def _told(behaviour: Behaviour) -> dict[str, Any]:
    told = dataclasses.asdict(behaviour)
    del told["version"]
    return told
