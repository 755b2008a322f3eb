"""What a policy must look like when it is put; what is left out is as the product has it."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.followup.watch.policies import policy_body
from services.followup.watch.policy import AUDIENCES, DEFAULT_POLICY, FIRST, HIGHEST

_DEFAULT = policy_body(DEFAULT_POLICY)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d\Z")

MOST_HOURS = 400
"""Of working time between being late and a level: ten weeks of them."""


class ClockTime(fields.String):
    """A local time of day, ``HH:MM``."""

    def __init__(self, **kwargs: Any) -> None:
        matches = validate.Regexp(_CLOCK, error="Not a time of day such as 09:00.")
        super().__init__(required=True, validate=matches, **kwargs)


class _Hours(Schema):
    """``from`` is a word of Python's, so the fields are named by their keys."""

    start = ClockTime(data_key="from", attribute="from")
    until = ClockTime()


class WorkingHoursBody(_Hours):
    @validates_schema
    def runs_forward(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if data["from"] >= data["until"]:
            raise ValidationError("A working day ends after it begins.", "until")


class QuietHoursBody(_Hours):
    @validates_schema
    def ends(self, data: dict[str, Any], **_kwargs: Any) -> None:
        if data["from"] == data["until"]:
            raise ValidationError("Quiet hours that never end let nothing through.", "until")


class RungBody(Schema):
    level = fields.Integer(required=True, strict=True, validate=validate.Range(0, HIGHEST))
    after_hours = fields.Float(load_default=0.0, allow_nan=False, validate=validate.Range(0, MOST_HOURS))
    tells = fields.List(
        fields.String(validate=validate.OneOf(AUDIENCES)),
        required=True,
        validate=validate.Length(1, len(AUDIENCES)),
    )


class GraceBody(Schema):
    minutes = fields.Integer(required=True, strict=True, validate=validate.Range(0, 240))


class CapsBody(Schema):
    per_hour = fields.Integer(required=True, strict=True, validate=validate.Range(1, 1_000))
    per_day = fields.Integer(required=True, strict=True, validate=validate.Range(1, 10_000))


class DigestBody(Schema):
    at_least = fields.Integer(required=True, strict=True, validate=validate.Range(2, 1_000))


class PolicyBody(Schema):
    """``own`` says whether it was put for this team; version 0 is what counts for all."""

    id = fields.String(dump_only=True)
    own = fields.Boolean(dump_only=True)
    version = fields.Integer(dump_only=True)
    ladder = fields.List(
        fields.Nested(RungBody), load_default=lambda: _DEFAULT["ladder"], validate=validate.Length(1, HIGHEST + 1)
    )
    working_hours = fields.Nested(WorkingHoursBody, load_default=lambda: _DEFAULT["working_hours"])
    grace = fields.Nested(GraceBody, load_default=lambda: _DEFAULT["grace"])
    quiet_hours = fields.Nested(QuietHoursBody, load_default=lambda: _DEFAULT["quiet_hours"], allow_none=True)
    caps = fields.Nested(CapsBody, load_default=lambda: _DEFAULT["caps"])
    digest = fields.Nested(DigestBody, load_default=lambda: _DEFAULT["digest"])
    not_seen_after_days = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 260)
    )

    @validates_schema
    def climbs(self, data: dict[str, Any], **_kwargs: Any) -> None:
        ladder = data["ladder"]
        levels, delays = [rung["level"] for rung in ladder], [rung["after_hours"] for rung in ladder]
        if levels != sorted(set(levels)):
            raise ValidationError("Name each level once, the lowest first.", "ladder")
        if FIRST not in levels:
            raise ValidationError("Level 1, at which what is late is told first, cannot be left out.", "ladder")
        if any(rung["after_hours"] for rung in ladder if rung["level"] <= FIRST):
            raise ValidationError("Levels 0 and 1 wait for nothing but the grace.", "ladder")
        if delays != sorted(delays):
            raise ValidationError("No level comes before the one below it.", "ladder")
        if any(len(rung["tells"]) != len(set(rung["tells"])) for rung in ladder):
            raise ValidationError("Tell nobody twice at one level.", "ladder")
