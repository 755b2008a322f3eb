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
from services.http.answers import answer
from services.http.endpoints import endpoint

blueprint = Blueprint("lag", __name__, url_prefix="/v1/lag")


class LagSchema(Schema):
    position = fields.Integer(required=True)
    head = fields.Integer(required=True)
    seconds = fields.Float(required=True)
    parked = fields.Integer(required=True)


@blueprint.get("")
@endpoint("lag.read", query=ReadQuery(), answer=LagSchema())
def lag(caller: Claims, query: dict[str, Any]) -> Response:
    """Position, head of the log, seconds behind it, and how many reps' events are parked."""
    with asking(house(), caller, "lag.read", query) as asked:
        asked.require(Resource(caller.subject, frozenset()))
        progress = read_progress(asked.connection)
    return answer(
        {
            "position": progress.position,
            "head": progress.head,
            "seconds": round(progress.seconds_behind(house().system()), 1),
            "parked": progress.parked,
        }
    )
