"""What is advised with an answer: the questions a note leaves open, and how firm a promise is. It never blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from marshmallow import Schema, fields

from contracts.smart import lights
from services.eventlog.database import reading
from services.observation.directory.open_commitments import others_open
from services.observation.house import House
from services.observation.moments import day_at_site
from services.observation.nudges.asking import nudges


class NudgeAnswer(Schema):
    code = fields.String(required=True)
    field = fields.String(required=True)
    message = fields.String(required=True)


class LightAnswer(Schema):
    lit = fields.Boolean(required=True)
    why = fields.String(required=True)


class SmartAnswer(Schema):
    specific = fields.Nested(LightAnswer, required=True)
    measurable = fields.Nested(LightAnswer, required=True)
    attainable = fields.Nested(LightAnswer, required=True)
    relevant = fields.Nested(LightAnswer, required=True)
    time_bound = fields.Nested(LightAnswer, required=True)


def nudged(note: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The questions that an observation's fields leave open."""
    told = (note.get(name) for name in ("kind", "quote", "note", "model_phrase", "impact"))
    return [asdict(nudge) for nudge in nudges(*told)]


def smart(promise: Mapping[str, Any], open_beside: int | None) -> dict[str, Any]:
    """The lights of a commitment's fields; ``open_beside`` is how many promises of the rep are open, None not known."""
    told = {name: promise.get(name) for name in _TOLD}
    signal = promise.get("measure", {}).get("signal")
    return {name: asdict(light) for name, light in lights(**told, signal=signal, others_open=open_beside).items()}


_TOLD = ("practice", "model_phrase", "due_on", "behaviour_id", "observation_id", "session_id")


def open_beside(house: House, rep_id: str, commitment_id: str | None = None) -> int:
    today = day_at_site(house, rep_id, house.clock())
    with reading(house.engine) as connection:
        return others_open(connection, rep_id, commitment_id, today)
