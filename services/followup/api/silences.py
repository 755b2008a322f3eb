"""``/v1/silences``: for a time nobody is told of a team's alerts, and their ladders stand still."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields
from sqlalchemy import Connection, Row

from contracts.instants import micros
from contracts.problems import NOT_FOUND, Problem
from contracts.sealing import seal
from contracts.tokens import Claims
from services.eventlog.database import writing
from services.followup.api.asking import ReadQuery, asking
from services.followup.api.silence_body import SilenceBody, span_of
from services.followup.boxes import keep
from services.followup.changes import check_version
from services.followup.house import house
from services.followup.letters import Letters
from services.followup.present_key import present_key
from services.followup.readmodel import generations
from services.followup.showing.wire import wire
from services.followup.watch import queue, silences
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Id
from services.http.read_only import Said, require_so

blueprint = Blueprint("silences", __name__, url_prefix="/v1/silences")

_TYPE = "floorwalk.silence"


class SilenceAnswer(Schema):
    id = Id(required=True, dump_only=True)
    team_id = Id(required=True)
    start = fields.AwareDateTime(required=True, data_key="from")
    until = fields.AwareDateTime(required=True)
    by = Id(required=True, dump_only=True)
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
def put_silence(caller: Claims, silence_id: str, body: dict[str, Any], said: Said) -> Response:
    """Silence a team from a moment, or a day at its site, until another; both days are included."""
    with asking(house(), caller, "silences.write", {"at_position": 0}) as asked:
        span = span_of(asked.connection, asked.generation, body)
        read = silences.one(asked.connection, silence_id)
    lasts = {"team_id": body["team_id"], "from_at": span[0], "until_at": span[1], "ended": False}
    is_so = read is not None and lasts.items() <= read._mapping.items() and _reason(read) == body["reason"]
    box = _box(caller.subject, silence_id, body["reason"])
    with writing(house().engine) as connection:
        before = silences.locked(connection, silence_id)
        version = before.version if before else 0
        check_version(version)
        require_so(said, _told(before, None) if before else {"id": silence_id})
        if is_so and before is not None and before == read:
            return answer(_told(before, body["reason"]), etag=str(version))
        silences.put(connection, silence_id, version + 1, {**lasts, "by_id": caller.subject, "box": box})
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
        row = silences.locked(connection, silence_id)
        if row is None:
            raise Problem(NOT_FOUND)
        check_version(row.version)
        until = silences.end(connection, row, micros(house().clock()))
        _look_again(connection, {row.team_id})
    return answer({**_told(row, None), "until": wire(until)})


def _box(by_id: str, silence_id: str, reason: str) -> str | None:
    """The reason, locked with a key of whoever gives it; None where that person was erased."""
    key = present_key(house().keys, by_id)
    box = seal(key, silence_id, _TYPE, {"reason": reason}) if key else None
    return keep({"id": silence_id, "type": _TYPE, "data": {"sealed": {"key": box.key, "box": box.box}} if box else {}})


def _reason(row: Row[Any]) -> str | None:
    return Letters(house().keys, [row.box]).of(row.box).get("reason")


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
