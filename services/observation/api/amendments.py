"""``/v1/observations/<id>/amendments``: the author says it differently, with a reason."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import ValidationError, fields, validates_schema

from contracts.observations import Channel, Mode, NoteKind
from contracts.tokens import Claims
from services.http.endpoints import endpoint
from services.http.fields import Id, Text
from services.observation.api.bodies import Reasoned
from services.observation.api.choices import one_of
from services.observation.api.notes import OBSERVATION, ObservationAnswer, about
from services.observation.api.references import behaviour_known
from services.observation.facts import put
from services.observation.house import house
from services.observation.rules.amendment import amend

blueprint = Blueprint("amendments", __name__, url_prefix="/v1/observations/<id:observation_id>/amendments")

CHANGES = ("kind", "mode", "channel", "behaviour_id", "quote", "note", "model_phrase", "impact")


class ChangesBody(Reasoned):
    """The fields of a note that change; null takes out a model phrase, an impact or a channel."""

    kind = fields.String(validate=one_of(NoteKind))
    mode = fields.String(validate=one_of(Mode))
    channel = fields.String(validate=one_of(Channel), allow_none=True)
    behaviour_id = Id()
    quote = Text()
    note = Text()
    model_phrase = Text(allow_none=True)
    impact = Text(allow_none=True)

    @validates_schema
    def changes_something(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if data.keys().isdisjoint(CHANGES):
            raise ValidationError("Give at least one field that changes.", "quote")


@blueprint.put("/<id:amendment_id>")
@endpoint("observation.amend", body=ChangesBody(), answer=ObservationAnswer())
def amend_note(caller: Claims, observation_id: str, amendment_id: str, body: dict[str, Any]) -> Response:
    """Change what the note says; what it said before stays on the timeline."""
    fact = about(caller, "observation.amend", observation_id, f"amendments/{amendment_id}", body)
    behaviour_known(house(), body.get("behaviour_id"))
    return put(house(), OBSERVATION, fact, lambda note: amend(note, amendment_id, body, body["reason"]))
