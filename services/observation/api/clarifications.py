"""``/v1/observations/<id>/clarification``: it did not happen that way; and what is answered."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import ValidationError, fields, validates_schema

from contracts.definition import Event
from contracts.observations import Outcome
from contracts.tokens import Claims
from services.http.endpoints import endpoint
from services.http.fields import Id, Text
from services.observation.api.amendments import ChangesBody
from services.observation.api.bodies import Moment, Said
from services.observation.api.choices import one_of
from services.observation.api.notes import OBSERVATION, ObservationAnswer, about, permitted
from services.observation.api.references import behaviour_known
from services.observation.facts import put
from services.observation.house import house
from services.observation.rules import observation as rules
from services.observation.rules.amendment import amend, answer_clarification
from services.observation.rules.observation import Observation

blueprint = Blueprint("clarifications", __name__, url_prefix="/v1/observations/<id:observation_id>/clarification")


class BroughtAmendment(ChangesBody):
    id = Id(required=True)


class ClarificationAnswerBody(Moment):
    outcome = fields.String(required=True, validate=one_of(Outcome))
    text = Text()
    amendment = fields.Nested(BroughtAmendment(exclude=["occurred_at"]))

    @validates_schema
    def amends_only_when_it_says_so(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if "amendment" in data and data["outcome"] != "amended":
            raise ValidationError("Only the outcome amended brings an amendment.", "amendment")


@blueprint.put("")
@endpoint("observation.request_clarification", body=Said(), answer=ObservationAnswer())
def request_clarification(caller: Claims, observation_id: str, body: dict[str, Any]) -> Response:
    """The rep says it did not happen that way."""
    fact = about(caller, "observation.request_clarification", observation_id, "clarification", body)
    return put(house(), OBSERVATION, fact, lambda note: rules.request_clarification(note, body["text"]))


@blueprint.put("/answer")
@endpoint("observation.answer_clarification", body=ClarificationAnswerBody(), answer=ObservationAnswer())
def answer(caller: Claims, observation_id: str, body: dict[str, Any]) -> Response:
    """The note stands, was amended (with the amendment in the same breath, if it is given), or is withdrawn."""
    fact = about(caller, "observation.answer_clarification", observation_id, "clarification/answer", body)
    brought: dict[str, Any] | None = body.get("amendment")
    if brought:
        permitted(caller, "observation.amend", observation_id, body)
        behaviour_known(house(), brought.get("behaviour_id"))

    def decide(note: Observation) -> list[Event]:
        amended = amend(note, brought["id"], brought, brought["reason"]) if brought else None
        return answer_clarification(note, body["outcome"], body.get("text"), amended)

    return put(house(), OBSERVATION, fact, decide)
