"""``/v1/nudges``: advice on what is not written yet. Nothing is stored."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.tokens import Claims
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.observation.api.advice import NudgeAnswer, SmartAnswer, nudged, open_beside, smart
from services.observation.api.commitment_bodies import CommitmentBody
from services.observation.api.observations import ObservationFields
from services.observation.house import house
from services.observation.relations import Admitted, admit, relation_to

blueprint = Blueprint("nudges", __name__, url_prefix="/v1/nudges")


class Draft(ObservationFields, CommitmentBody):
    """As much of a note, or with ``practice`` of a promise, as there is by now."""


class Advice(Schema):
    """``smart`` only of a promise."""

    nudges = fields.List(fields.Nested(NudgeAnswer), required=True)
    smart = fields.Nested(SmartAnswer)


@blueprint.post("")
@endpoint("nudges.read", body=Draft(partial=True), answer=Advice())
def advise(caller: Claims, body: dict[str, Any]) -> Response:
    """What a note could still say, and how firm a promise is."""
    actor = admit(house(), caller, "nudges.read")
    told: dict[str, Any] = {"nudges": nudged(body)}
    if "practice" in body:
        told["smart"] = smart(body, _open_promises(actor, body.get("rep_id")))
    return answer(told)


def _open_promises(actor: Admitted, rep_id: str | None) -> int | None:
    """None too where the rep is not the actor's: how many there are is not theirs to know."""
    if rep_id is None or not relation_to(house(), actor, rep_id, house().clock()).own_team_now:
        return None
    return open_beside(house(), rep_id)
