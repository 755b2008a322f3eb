"""``/v1/lag``: how far the read model is behind the observation log."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.tokens import Claims
from services.followup.api.asking import ReadQuery, asking
from services.followup.house import house
from services.followup.policy import Resource
from services.followup.progress import read_progress
from services.followup.showing.wire import wire
from services.followup.watch.queue import last_tick
from services.http.answers import answer
from services.http.endpoints import endpoint

blueprint = Blueprint("lag", __name__, url_prefix="/v1/lag")


class LagSchema(Schema):
    position = fields.Integer(required=True)
    head = fields.Integer(required=True)
    seconds = fields.Float(required=True)
    parked = fields.Integer(required=True)
    watch_seconds = fields.Float(required=True)
    as_of = fields.AwareDateTime(allow_none=True)


@blueprint.get("")
@endpoint("lag.read", query=ReadQuery(), answer=LagSchema())
def lag(caller: Claims, query: dict[str, Any]) -> Response:
    """Position, head of the log, seconds behind it, how many reps are parked; and how long ago the watch looked,
    with the instant up to which it knew everything, where that was long before it looked."""
    with asking(house(), caller, "lag.read", query) as asked:
        asked.require(Resource(caller.subject, frozenset()))
        progress = read_progress(asked.connection)
        ticked_system, as_of = last_tick(asked.connection)
    return answer(
        {
            "position": progress.position,
            "head": progress.head,
            "seconds": round(progress.seconds_behind(house().system()), 1),
            "parked": progress.parked,
            "watch_seconds": round(max(0.0, house().system() - ticked_system), 1),
            "as_of": wire(as_of),
        }
    )
