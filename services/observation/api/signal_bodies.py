"""What the routes of signals take."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, get_args

from marshmallow import Schema, ValidationError, fields, post_load, validate

from contracts.definition import LONG
from contracts.instants import parse_instant
from contracts.observations import Channel
from contracts.plain_fit import Check, fits, is_uuid, one_of
from contracts.signals import NAME_LENGTH, signal_name
from services.http.fields import Id, Instant, Text, is_readable
from services.observation.api import choices

MOST = 1e8
"""How far a value may be from nothing; sums of a day then stay exact to a millionth."""


_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*\Z")
_INTERACTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/#-]{0,199}\Z")


class Number(fields.Float):
    """A JSON number; not one in quotes, not true or false."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise ValidationError("Not a number.")
        return float(value)


class SignalBody(Schema):
    rep_id = Id(required=True)
    name = Text(
        required=True,
        limit=NAME_LENGTH,
        also=validate.Regexp(_NAME, error="Letters, digits, _ . and - such as csat."),
    )
    value = Number(required=True, validate=validate.Range(-MOST, MOST))
    occurred_at = Instant(required=True)
    channel = fields.String(validate=choices.one_of(Channel))
    interaction = fields.String(validate=validate.Regexp(_INTERACTION, error="An id without blanks or @."))
    customer_comment = Text()

    @post_load
    def compare_names(self, data: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        return {**data, "name": signal_name(data["name"])}


class SignalLine(SignalBody):
    id = Id(required=True)


BODY, LINE = SignalBody(), SignalLine()


def plain_line(sent: Mapping[str, Any]) -> dict[str, Any] | None:
    """What `LINE` would load, of a line in which there is nothing to doubt; None where the schema must look.

    A load is thousands of such lines, and the schema takes as long for each as all the rest.
    """
    if not fits(_PLAIN, _REQUIRED, sent):
        return None
    return {**sent, "value": float(sent["value"]), "occurred_at": parse_instant(sent["occurred_at"])}


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= NAME_LENGTH and value.islower() and bool(_NAME.match(value))


def _is_value(value: Any) -> bool:
    return type(value) in {int, float} and -MOST <= value <= MOST


_INSTANT = re.compile(
    r"20\d\d-(0[1-9]|1[0-2])-([01]\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?([+-]0\d:[0-5]\d|Z)"
)
"""Such times as there surely are."""


def _is_instant(value: Any) -> bool:
    return isinstance(value, str) and _INSTANT.fullmatch(value) is not None


def _is_interaction(value: Any) -> bool:
    return isinstance(value, str) and _INTERACTION.match(value) is not None


def _is_comment(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= LONG and is_readable(value)


_PLAIN: dict[str, Check | None] = {
    "id": is_uuid,
    "rep_id": is_uuid,
    "name": _is_name,
    "value": _is_value,
    "occurred_at": _is_instant,
    "channel": one_of(get_args(Channel)),
    "interaction": _is_interaction,
    "customer_comment": _is_comment,
}
_REQUIRED = frozenset({"id", "rep_id", "name", "value", "occurred_at"})
