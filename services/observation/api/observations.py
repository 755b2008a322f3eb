"""``/v1/observations``: a note, and everything that is said about it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import ValidationError, fields, validate, validates_schema

from contracts.observations import Channel, Mode, NoteKind
from contracts.tokens import Claims
from services.http.endpoints import endpoint
from services.http.fields import Id, Text
from services.observation.api.advice import NudgeAnswer, nudged
from services.observation.api.bodies import Moment, Reasoned, Said
from services.observation.api.choices import one_of
from services.observation.api.notes import OBSERVATION, ObservationAnswer, about
from services.observation.api.references import behaviour_known, session_of, walk_of
from services.observation.facts import Fact, put
from services.observation.house import house
from services.observation.moments import moment
from services.observation.relations import admit, relation_to, require
from services.observation.rules import observation as rules

blueprint = Blueprint("observations", __name__, url_prefix="/v1/observations/<id:observation_id>")


class ObservationFields(Moment):
    rep_id = Id(required=True)
    kind = fields.String(required=True, validate=one_of(NoteKind))
    behaviour_id = Id()
    quote = Text()
    note = Text()
    mode = fields.String(validate=one_of(Mode))
    channel = fields.String(validate=one_of(Channel))
    model_phrase = Text()
    impact = Text()
    walk_id = Id()
    session_id = Id()
    share = fields.String(validate=validate.OneOf(["now", "later"]))


class ObservationBody(ObservationFields):
    @validates_schema
    def says_something(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if not data.keys() & {"behaviour_id", "quote", "note"}:
            raise ValidationError("Give at least one of behaviour_id, quote and note.", "quote")


class RecordedAnswer(ObservationAnswer):
    nudges = fields.List(fields.Nested(NudgeAnswer), required=True)


@blueprint.put("")
@endpoint("observation.record", body=ObservationBody(), answer=RecordedAnswer())
def record(caller: Claims, observation_id: str, body: dict[str, Any]) -> Response:
    """A note of what a rep was seen or heard to do."""
    ours = house()
    actor = admit(ours, caller, "observation.record", body["rep_id"])
    at = moment(ours, body)
    require(actor, "observation.record", relation_to(ours, actor, body["rep_id"], at))
    behaviour_known(ours, body.get("behaviour_id"))
    walk_of(ours, actor.id, body.get("walk_id"))
    session_of(ours, body.get("session_id"))
    fact = Fact(
        key=OBSERVATION.subject(observation_id),
        subject=OBSERVATION.subject(observation_id),
        actor_id=actor.id,
        about=body["rep_id"],
        at=at,
        body=body,
    )
    also = {"nudges": nudged(body)}
    return put(ours, OBSERVATION, fact, lambda _none: rules.record(observation_id, actor.id, body, at), also)


@blueprint.put("/sharing")
@endpoint("observation.share", body=Moment(), answer=ObservationAnswer())
def share(caller: Claims, observation_id: str, body: dict[str, Any]) -> Response:
    """Let the rep see it now."""
    fact = about(caller, "observation.share", observation_id, "sharing", body)
    return put(house(), OBSERVATION, fact, lambda note: rules.share(note, fact.at))


@blueprint.put("/withdrawal")
@endpoint("observation.withdraw", body=Reasoned(), answer=ObservationAnswer())
def withdraw(caller: Claims, observation_id: str, body: dict[str, Any]) -> Response:
    """Take it back; within the first ten minutes the rep never sees it."""
    fact = about(caller, "observation.withdraw", observation_id, "withdrawal", body)
    return put(house(), OBSERVATION, fact, lambda note: rules.withdraw(note, body["reason"]))


@blueprint.put("/acknowledgement")
@endpoint("observation.acknowledge", body=Moment(), answer=ObservationAnswer())
def acknowledge(caller: Claims, observation_id: str, body: dict[str, Any]) -> Response:
    """The rep has seen it."""
    fact = about(caller, "observation.acknowledge", observation_id, "acknowledgement", body)
    return put(house(), OBSERVATION, fact, rules.acknowledge)


@blueprint.put("/replies/<id:reply_id>")
@endpoint("observation.reply", body=Said(), answer=ObservationAnswer())
def reply(caller: Claims, observation_id: str, reply_id: str, body: dict[str, Any]) -> Response:
    """A word of the rep or of a supervisor under the note."""
    fact = about(caller, "observation.reply", observation_id, f"replies/{reply_id}", body)
    return put(house(), OBSERVATION, fact, lambda note: rules.reply(note, reply_id, body["text"]))
