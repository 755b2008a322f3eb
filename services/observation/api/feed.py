"""``/v1/events`` and ``/v1/keys``: what the follow-up service reads. Open to services only."""

from __future__ import annotations

import base64
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields, validate

from contracts.problems import INVALID, Problem
from contracts.tokens import Claims
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Id
from services.observation.house import house
from services.observation.keyring import KeyUnknown
from services.observation.relations import admit

blueprint = Blueprint("feed", __name__, url_prefix="/v1")


class FeedQuery(Schema):
    after = fields.Integer(load_default=0, validate=validate.Range(0, 2**53))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1_000))
    wait = fields.Float(load_default=0.0, allow_nan=False, validate=validate.Range(0, 30))


class KeysBody(Schema):
    ids = fields.List(Id(), required=True, validate=validate.Length(1, 1_000))


@blueprint.get("/events")
@endpoint("feed.read", query=FeedQuery())
def events(caller: Claims, query: dict[str, Any]) -> Response:
    """Events after a position, as they were stored; waits up to ``wait`` seconds for the first."""
    admit(house(), caller, "feed.read")
    log = house().log
    head = log.wait_beyond(query["after"], query["wait"]) if query["wait"] else log.head()
    bodies = log.read(query["after"], query["limit"])
    feed = b'{"items":[' + b",".join(bodies) + b'],"head":' + str(head).encode() + b"}"
    return Response(feed, mimetype="application/json", headers={"Cache-Control": "no-store"})


@blueprint.post("/keys")
@endpoint("keys.read", body=KeysBody())
def keys(caller: Claims, body: dict[str, Any]) -> Response:
    """Coaching keys by person: ``{key name: secret}``, or null where the person was erased."""
    admit(house(), caller, "keys.read")
    try:
        found = house().keyring.keys(body["ids"])
    except KeyUnknown as err:
        raise Problem(INVALID, errors={"ids": [f"There is no key of {err}."]}) from err
    told = {person: key and {key.name: base64.urlsafe_b64encode(key.secret).decode()} for person, key in found.items()}
    response = answer(told)
    response.headers["Cache-Control"] = "no-store"
    return response
