"""``/v1/reps/{id}/timeline``: what happened to a rep, newest first."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.tokens import Claims
from services.followup.api.asking import ReadQuery, asking
from services.followup.api.choices import Choices
from services.followup.house import house
from services.followup.letters import Letters
from services.followup.readmodel.timeline import KINDS, NOTE_KINDS, page
from services.followup.showing.timeline_items import timeline_items
from services.http import cursors
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Cursor, Limit

blueprint = Blueprint("timelines", __name__, url_prefix="/v1/reps")


class TimelineQuery(ReadQuery):
    before = Cursor()
    limit = Limit()
    kinds = Choices(KINDS, {"observation": NOTE_KINDS}, load_default=lambda: frozenset(KINDS))


class ItemSchema(Schema):
    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    occurred_at = fields.AwareDateTime(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    state = fields.String(required=True)


class TimelineSchema(Schema):
    items = fields.List(fields.Nested(ItemSchema), required=True)
    next = fields.String(required=True, allow_none=True)


@blueprint.get("/<id:rep_id>/timeline")
@endpoint("timeline.read", query=TimelineQuery(), answer=TimelineSchema())
def timeline(caller: Claims, rep_id: str, query: dict[str, Any]) -> Response:
    """What was seen of a rep, said and promised; a rep sees a note when it is published."""
    before = cursors.decode(query["before"], int, str, str) if "before" in query else None
    with asking(house(), caller, "timeline.read", query) as asked:
        asked.person(rep_id)
        visible_at = asked.now if asked.actor.id == rep_id else None
        found = page(
            asked.connection,
            asked.generation,
            rep_id,
            query["limit"] + 1,
            visible_at=visible_at,
            before=before,
            kinds=query["kinds"],
        )
        rows = found[: query["limit"]]
        asked.reads_of({rep_id})
        items = timeline_items(asked.connection, asked.generation, rows, asked.now, asked.actor.id)
    shown = items.shown(Letters(house().keys, items.boxes))
    last = rows[-1] if len(found) > len(rows) else None
    return answer({"items": shown, "next": cursors.encode(last.occurred_at, last.id, last.kind) if last else None})
