"""What several routes take and answer."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.http.fields import Id, Instant, Limit, Text


class Moment(Schema):
    """A body with nothing but the phone's time."""

    occurred_at = Instant()


class Said(Moment):
    text = Text(required=True)


class Reasoned(Moment):
    reason = Text(required=True)


class PageQuery(Schema):
    cursor = Id(load_default="")
    limit = Limit()


class StateAnswer(Schema):
    """``position`` is where the log stands with it: a reader that has reached it has seen this write."""

    id = Id(required=True)
    position = fields.Integer(required=True)
