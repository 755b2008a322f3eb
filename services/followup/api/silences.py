"""``/v1/silences``: for a time nobody is told of a team's alerts, and their ladders stand still."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields
from sqlalchemy import Connection, Row

from contracts.instants import micros
from contracts.problems import INVALID, NOT_FOUND, Problem
from contracts.sealing import seal
from contracts.tokens import Claims
from contracts.workdays import end_of_day, start_of_day
from services.eventlog.database import writing
from services.followup.api.asking import ReadQuery, asking
from services.followup.boxes import keep
from services.followup.changes import check_version
from services.followup.house import house
from services.followup.letters import Letters
from services.followup.present_key import present_key
from services.followup.readmodel import generations
from services.followup.readmodel.tables import Generation
from services.followup.readmodel.teams import Team, teams
from services.followup.showing.wire import wire
from services.followup.watch import queue, silences
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Id, Text
from services.http.spans import DayOrInstant

blueprint = Blueprint("silences", __name__, url_prefix="/v1/silences")

LONGEST = timedelta(days=366)

_TYPE = "floorwalk.silence"


class SilenceBody(Schema):
    team_id = Id(required=True)
    start = DayOrInstant(required=True, data_key="from")
    until = DayOrInstant(required=True)
    reason = Text(required=True)


class SilenceAnswer(Schema):
    id = Id(required=True)
    team_id = Id(required=True)
    start = fields.AwareDateTime(required=True, data_key="from")
    until = fields.AwareDateTime(required=True)
    reason = fields.String(allow_none=True)


class SilencesAnswer(Schema):
    items = fields.List(fields.Nested(SilenceAnswer), required=True)
    next = fields.String(allow_none=True)


class SilencesQuery(ReadQuery):
    team = Id(load_default=None)


@blueprint.get("")
@endpoint("silences.read", query=SilencesQuery(), answer=SilencesAnswer())
def read_silences(caller: Claims, query: dict[str, Any]) -> Response:
    """Those that are not over, the earliest first."""
    with asking(house(), caller, "silences.read", query) as asked:
        rows = silences.present(asked.connection, asked.now, query["team"])
    letters = Letters(house().keys, (row.box for row in rows))
    return answer({"items": [_told(row, letters.of(row.box).get("reason")) for row in rows], "next": None})


@blueprint.put("/<id:silence_id>")
@endpoint("silences.write", body=SilenceBody(), answer=SilenceAnswer())
def put_silence(caller: Claims, silence_id: str, body: dict[str, Any]) -> Response:
    """Silence a team from a moment, or a day at its site, until another; both days are included."""
    with asking(house(), caller, "silences.write", {"at_position": 0}) as asked:
        span = _span(asked.connection, asked.generation, body)
    key = present_key(house().keys, caller.subject)
    box = seal(key, silence_id, _TYPE, {"reason": body["reason"]}) if key else None
    kept = keep({"id": silence_id, "type": _TYPE, "data": {"sealed": {"key": box.key, "box": box.box}} if box else {}})
    values = {"team_id": body["team_id"], "from_at": span[0], "until_at": span[1], "by_id": caller.subject, "box": kept}
    with writing(house().engine) as connection:
        before = silences.one(connection, silence_id)
        version = before.version if before else 0
        check_version(version)
        silences.put(connection, silence_id, version + 1, values)
        _look_again(connection, {body["team_id"], *([before.team_id] if before else [])})
    told = {"id": silence_id, "by": caller.subject, "reason": body["reason"], "team_id": body["team_id"]}
    return answer({**told, "from": wire(span[0]), "until": wire(span[1])}, etag=str(version + 1))


@blueprint.delete("/<id:silence_id>")
@endpoint("silences.write", answer=SilenceAnswer())
def end_silence(caller: Claims, silence_id: str) -> Response:
    """Let the team be heard again: what waited is told from now on."""
    with asking(house(), caller, "silences.write", {"at_position": 0}):
        pass
    with writing(house().engine) as connection:
        row = silences.one(connection, silence_id)
        if row is None:
            raise Problem(NOT_FOUND)
        check_version(row.version)
        until = silences.end(connection, row, micros(house().clock()))
        _look_again(connection, {row.team_id})
    return answer({**_told(row, None), "until": wire(until)})


def _span(connection: Connection, generation: Generation, body: dict[str, Any]) -> tuple[int, int]:
    """
    Raises:
        Problem: 422, no such team, or a time that does not run forward, or for too long.
    """
    team = teams(connection, generation, [body["team_id"]]).get(body["team_id"])
    if team is None:
        raise Problem(INVALID, errors={"team_id": ["There is no such team."]})
    start, until = _instant(body["start"], team, first=True), _instant(body["until"], team, first=False)
    if until <= start:
        raise Problem(INVALID, errors={"until": ["It ends before it begins."]})
    if until - start > LONGEST:
        raise Problem(INVALID, errors={"until": ["That is more than a year."]})
    return micros(start), micros(until)


def _instant(given: date | datetime, team: Team, *, first: bool) -> datetime:
    """A day stands for all of it."""
    if isinstance(given, datetime):
        return given.astimezone(UTC)
    return start_of_day(given, team.zone) if first else end_of_day(given, team.zone)


def _look_again(connection: Connection, team_ids: set[str]) -> None:
    live, now = generations.live(connection), micros(house().clock())
    for team_id in sorted(team_ids):
        queue.touch_alerted(connection, live, team_id, now)


def _told(row: Row[Any], reason: str | None) -> dict[str, Any]:
    return {
        "id": row.id,
        "team_id": row.team_id,
        "from": wire(row.from_at),
        "until": wire(row.until_at),
        "by": row.by_id,
        "reason": reason,
    }
