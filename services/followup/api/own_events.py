"""``/v1/events``: the service's own log, for services."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import fields, validate

from contracts.tokens import Claims
from services.followup.api.asking import LATEST_POSITION, ReadQuery, asking
from services.followup.house import house
from services.http.endpoints import endpoint

blueprint = Blueprint("own_events", __name__, url_prefix="/v1/events")


class EventsQuery(ReadQuery):
    after = fields.Integer(load_default=0, validate=validate.Range(0, LATEST_POSITION))
    limit = fields.Integer(load_default=100, validate=validate.Range(1, 1_000))
    wait = fields.Float(load_default=0.0, allow_nan=False, validate=validate.Range(0, 30))


@blueprint.get("")
@endpoint("log.read", query=EventsQuery())
def events(caller: Claims, query: dict[str, Any]) -> Response:
    """Events after a position, as they were stored; waits up to ``wait`` seconds for the first."""
    with asking(house(), caller, "log.read", query):
        log = house().log
    head = log.wait_beyond(query["after"], query["wait"]) if query["wait"] else log.head()
    bodies = log.read(query["after"], query["limit"])
    feed = b'{"items":[' + b",".join(bodies) + b'],"head":' + str(head).encode() + b"}"
    return Response(feed, mimetype="application/json", headers={"Cache-Control": "no-store"})
