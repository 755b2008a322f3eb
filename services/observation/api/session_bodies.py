"""What the routes of a session, and of a rep's rhythm of sessions, take and answer."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from contracts.definition import SHORT
from contracts.sessions import SessionOutcome
from services.http.fields import Id, Instant, Text
from services.observation.api.bodies import Moment, StateAnswer
from services.observation.api.choices import one_of
from services.observation.rules.session import MOST_REPS

SHORTEST, LONGEST = 5, 480
"""Minutes of a session."""

_TIME_OF_DAY = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


def _all_different(ids: list[Any]) -> None:
    if len(set(ids)) < len(ids):
        raise ValidationError("The same is named twice.")


class Minutes(fields.Integer):
    """How long a session is to last."""

    def __init__(self) -> None:
        super().__init__(strict=True, required=True, validate=validate.Range(SHORTEST, LONGEST))


class ScheduleBody(Moment):
    starts_at = Instant(required=True)
    minutes = Minutes()
    place = Text(limit=SHORT)


class SessionBody(ScheduleBody):
    rep_ids = fields.List(Id(), required=True, validate=[validate.Length(1, MOST_REPS), _all_different])


class OutcomeBody(Moment):
    outcome = fields.String(required=True, validate=one_of(SessionOutcome))
    supervisor_notes = Text()
    rep_notes = fields.Dict(keys=Id(), values=Text())
    commitment_ids = fields.List(Id(), validate=[validate.Length(max=50), _all_different])
    none_needed_reason = Text()


class RatingBody(Moment):
    score = fields.Integer(strict=True, required=True, validate=validate.Range(1, 5))
    text = Text()


class SessionAnswer(StateAnswer):
    rep_ids = fields.List(Id(), required=True)
    state = fields.String(required=True)
    starts_at = fields.String(required=True)
    minutes = fields.Integer(required=True)


class CadenceBody(Moment):
    """``at`` is the time on the wall of the rep's site."""

    every_weeks = fields.Integer(strict=True, required=True, validate=validate.Range(1, 26))
    weekday = fields.Integer(strict=True, required=True, validate=validate.Range(1, 7))
    at = fields.String(required=True, validate=validate.Regexp(_TIME_OF_DAY, error="Not a time such as 09:30."))
    minutes = Minutes()


class CadenceAnswer(Schema):
    """``next_session`` is the one that the rhythm has planned."""

    id = Id(required=True)
    position = fields.Integer(required=True)
    next_session = fields.Dict(allow_none=True)
