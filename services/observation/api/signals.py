"""``/v1/signals``: measured facts about reps, one by one or by the thousand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.problems import Problem
from contracts.tokens import Claims
from services.http.answers import answer
from services.http.bodies import load_object, parse_object
from services.http.endpoints import endpoint
from services.http.fields import Id
from services.http.lines import answer_lines
from services.http.moments import within_reach
from services.observation.api.bodies import StateAnswer
from services.observation.api.signal_bodies import BODY, LINE, plain_line
from services.observation.house import house
from services.observation.relations import admit
from services.observation.signals import Outcome, Signal, record, signal_of

blueprint = Blueprint("signals", __name__, url_prefix="/v1/signals")

BACK = timedelta(days=5 * 365 + 2)
"""Five years (`contract.md`)."""


class SignalAnswer(StateAnswer):
    rep_id = Id(required=True)
    state = fields.String(required=True)


class LineAnswer(Schema):
    """``id`` is missing where the line has none that can be read; a refused line is a problem document."""

    line = fields.Integer(required=True)
    id = Id()
    status = fields.Integer(required=True)
    position = fields.Integer()


@blueprint.put("/<id:signal_id>")
@endpoint("signal.record", body=BODY, answer=SignalAnswer())
def record_one(caller: Claims, signal_id: str, body: dict[str, Any]) -> Response:
    """One signal."""
    actor = admit(house(), caller, "signal.record")
    within_reach(body["occurred_at"], house().clock(), BACK)
    (outcome,) = record(house(), actor.id, [signal_of(signal_id, body)])
    if isinstance(outcome, Problem):
        raise outcome
    told = {"id": signal_id, "rep_id": body["rep_id"], "state": "recorded", "position": outcome.position}
    return answer(told, 201 if outcome.is_new else 200)


@blueprint.post("")
@endpoint("signal.record", lines=LINE, answer=LineAnswer())
def record_many(caller: Claims, lines: list[bytes]) -> Response:
    """Up to 10,000 signals, one a line; each line is answered, and one that is refused holds up no other."""
    actor = admit(house(), caller, "signal.record")
    now = house().clock()
    read = [_read(line, now) for line in lines]
    outcomes = iter(record(house(), actor.id, [each for each in read if isinstance(each, Signal)]))
    return answer_lines(_told(number, each, outcomes) for number, each in enumerate(read, start=1))


def _read(line: bytes, now: datetime) -> Signal | tuple[str | None, Problem]:
    """What a line says; where it cannot be taken, its id, if it has one, and why."""
    sent: dict[str, Any] = {}
    try:
        sent = parse_object(line)
        body = plain_line(sent) or load_object(LINE, sent)
        within_reach(body["occurred_at"], now, BACK)
    except Problem as problem:
        return sent.get("id") if isinstance(sent.get("id"), str) else None, problem
    return signal_of(body["id"], body)


def _told(number: int, read: Signal | tuple[str | None, Problem], outcomes: Iterator[Outcome]) -> dict[str, Any]:
    if not isinstance(read, Signal):
        signal_id, problem = read
        return {"line": number, **({"id": signal_id} if signal_id else {}), **problem.to_wire()}
    outcome = next(outcomes)
    named = {"line": number, "id": read.event.signal_id}
    if isinstance(outcome, Problem):
        return {**named, **outcome.to_wire()}
    return {**named, "status": 201 if outcome.is_new else 200, "position": outcome.position}
