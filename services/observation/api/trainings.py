"""``/v1/trainings``: where knowledge is missing, a training helps more than a promise."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import fields, validate

from contracts.definition import SHORT
from contracts.tokens import Claims
from services.http.endpoints import endpoint
from services.http.fields import Id, LocalDate, Text
from services.observation.api.bodies import Moment, StateAnswer
from services.observation.api.references import behaviour_known
from services.observation.facts import Fact, put
from services.observation.house import house
from services.observation.moments import day_at_site, moment
from services.observation.nouns import Noun, present
from services.observation.relations import admit, relation_to, require
from services.observation.rules import training as rules
from services.observation.rules.training import Training

blueprint = Blueprint("trainings", __name__, url_prefix="/v1/trainings/<id:training_id>")


class TrainingBody(Moment):
    rep_id = Id(required=True)
    title = Text(limit=SHORT, required=True)
    behaviour_id = Id()
    due_on = LocalDate()


class CompletionBody(Moment):
    passed = fields.Boolean(required=True, truthy={True}, falsy={False})
    score = fields.Float(allow_nan=False, validate=validate.Range(0, 100))


class CancellationBody(Moment):
    reason = Text()


class TrainingAnswer(StateAnswer):
    rep_id = Id(required=True)
    state = fields.String(required=True)


def describe(training: Training) -> dict[str, Any]:
    return {"id": training.training_id, "rep_id": training.rep_id, "state": training.status}


TRAINING = Noun("training", rules.begin, rules.evolve, describe)


@blueprint.put("")
@endpoint("training.assign", body=TrainingBody(), answer=TrainingAnswer())
def assign(caller: Claims, training_id: str, body: dict[str, Any]) -> Response:
    """Assign a training to a rep."""
    actor = admit(house(), caller, "training.assign")
    at = moment(house(), body)
    require(actor, "training.assign", relation_to(house(), actor, body["rep_id"], at))
    behaviour_known(house(), body.get("behaviour_id"))
    today = day_at_site(house(), body["rep_id"], at)
    subject = TRAINING.subject(training_id)
    fact = Fact(key=subject, subject=subject, actor_id=actor.id, about=body["rep_id"], at=at, body=body)
    return put(house(), TRAINING, fact, lambda _none: rules.assign(training_id, actor.id, body, today))


@blueprint.put("/completion")
@endpoint("training.complete", body=CompletionBody(), answer=TrainingAnswer())
def complete(caller: Claims, training_id: str, body: dict[str, Any]) -> Response:
    """The result of a training: passed or not, and its score."""
    fact = _about(caller, "training.complete", training_id, "completion", body)
    return put(house(), TRAINING, fact, lambda training: rules.complete(training, body["passed"], body.get("score")))


@blueprint.put("/cancellation")
@endpoint("training.cancel", body=CancellationBody(), answer=TrainingAnswer())
def cancel(caller: Claims, training_id: str, body: dict[str, Any]) -> Response:
    """It is not to be done any more."""
    fact = _about(caller, "training.cancel", training_id, "cancellation", body)
    return put(house(), TRAINING, fact, lambda training: rules.cancel(training, body.get("reason")))


def _about(caller: Claims, action: str, training_id: str, part: str, body: dict[str, Any]) -> Fact:
    actor = admit(house(), caller, action)
    training = present(house(), TRAINING, training_id)
    at = moment(house(), body)
    require(actor, action, relation_to(house(), actor, training.rep_id, at))
    subject = TRAINING.subject(training_id)
    return Fact(key=f"{subject}/{part}", subject=subject, actor_id=actor.id, about=training.rep_id, at=at, body=body)
