"""``/v1/reps/{id}/readers``: who read what is kept of a rep, one line per reader and day."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.tokens import Claims
from services.followup.api.asking import ReadQuery, asking
from services.followup.house import house
from services.followup.letters import Letters
from services.followup.readings import readers_of
from services.followup.readmodel.people import people
from services.followup.showing.names import Names
from services.http import cursors
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Cursor, Limit

blueprint = Blueprint("readers", __name__, url_prefix="/v1/reps")


class ReadersQuery(ReadQuery):
    limit = Limit()
    cursor = Cursor()


class ReaderSchema(Schema):
    by = fields.Dict(required=True)
    on = fields.Date(required=True)


class ReadersSchema(Schema):
    items = fields.List(fields.Nested(ReaderSchema), required=True)
    next = fields.String(required=True, allow_none=True)


@blueprint.get("/<id:rep_id>/readers")
@endpoint("readers.read", query=ReadersQuery(), answer=ReadersSchema())
def readers(caller: Claims, rep_id: str, query: dict[str, Any]) -> Response:
    """Who read notes, promises or sessions of the rep who asks, on which days of the rep's site, the last first."""
    before = cursors.decode(query["cursor"], str, str, field="cursor") if "cursor" in query else None
    with asking(house(), caller, "readers.read", query) as asked:
        asked.person(rep_id)
        found = readers_of(asked.connection, rep_id, query["limit"] + 1, before)
        known = people(asked.connection, asked.generation, {reader.id for reader in found})
    lines = found[: query["limit"]]
    names = Names(known, Letters(house().keys, (person.box for person in known.values())))
    last = lines[-1] if len(found) > len(lines) else None
    items = [{"by": names.by(reader.id), "on": reader.day.isoformat()} for reader in lines]
    return answer({"items": items, "next": cursors.encode(last.day.isoformat(), last.id) if last else None})
