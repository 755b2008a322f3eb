"""What a silence must look like when it is put, and from when until when it then lasts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from marshmallow import Schema
from sqlalchemy import Connection

from contracts.instants import micros
from contracts.problems import INVALID, Problem
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import teams
from services.http.fields import Id, Text
from services.http.spans import DayOrInstant, beginning, end

LONGEST = timedelta(days=366)


class SilenceBody(Schema):
    id = Id(dump_only=True)
    team_id = Id(required=True)
    start = DayOrInstant(required=True, data_key="from")
    until = DayOrInstant(required=True)
    by = Id(dump_only=True)
    reason = Text(required=True)


def span_of(connection: Connection, generation: Generation, body: dict[str, Any]) -> tuple[int, int]:
    """From when until when, in microseconds.

    Raises:
        Problem: 422, no such team, or a time that does not run forward, or for too long.
    """
    team = teams(connection, generation, [body["team_id"]]).get(body["team_id"])
    if team is None:
        raise Problem(INVALID, errors={"team_id": ["There is no such team."]})
    start, until = beginning(body["start"], team.zone), end(body["until"], team.zone)
    if until <= start:
        raise Problem(INVALID, errors={"until": ["It ends before it begins."]})
    if until - start > LONGEST:
        raise Problem(INVALID, errors={"until": ["That is more than a year."]})
    return micros(start), micros(until)
