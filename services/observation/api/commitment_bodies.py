"""What the routes of a promise take and answer."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from contracts.commitments import Comparison, Sighting, Via
from services.http.fields import Id, LocalDate, Text
from services.observation.api.advice import SmartAnswer
from services.observation.api.bodies import Moment, Reasoned, StateAnswer
from services.observation.api.choices import one_of


class MeasureBody(Schema):
    signal = Text(limit=60, required=True)
    comparison = fields.String(required=True, validate=one_of(Comparison))
    target = fields.Float(required=True, allow_nan=False, validate=validate.Range(-1e9, 1e9))


class CommitmentBody(Moment):
    rep_id = Id(required=True)
    practice = Text(required=True)
    due_on = LocalDate(required=True)
    behaviour_id = Id()
    model_phrase = Text()
    look_again_on = LocalDate()
    measure = fields.Nested(MeasureBody)
    observation_id = Id()
    session_id = Id()


class AnswerBody(Moment):
    """``revision`` is the one the rep was shown; without it the present one is meant."""

    revision = fields.Integer(strict=True, validate=validate.Range(1, 10_000))


class ConfirmationBody(AnswerBody):
    via = fields.String(required=True, validate=one_of(Via))
    words = Text()


class DeclineBody(AnswerBody):
    reason = Text(required=True)


class PracticeBody(Moment):
    text = Text()


class RevisitBody(Moment):
    outcome = fields.String(required=True, validate=one_of(Sighting))
    quote = Text()
    note = Text()


class RenewalBody(Reasoned):
    due_on = LocalDate(required=True)


class ClosureBody(Reasoned):
    outcome = fields.String(required=True, validate=validate.OneOf(["not_kept", "released"]))


class CommitmentAnswer(StateAnswer):
    rep_id = Id(required=True)
    state = fields.String(required=True)
    revision = fields.Integer(required=True)


class ProposedAnswer(CommitmentAnswer):
    smart = fields.Nested(SmartAnswer, required=True)
