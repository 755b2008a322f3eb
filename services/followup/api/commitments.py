"""``/v1/commitments``: promises by state, team, rep, whose turn it is and due day."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields, validate

from contracts.problems import NOT_FOUND, Problem
from contracts.tokens import Claims
from services.followup.api.asking import Asked, ReadQuery, asking, readable
from services.followup.api.choices import Choices
from services.followup.house import house
from services.followup.letters import Letters
from services.followup.policy import reach
from services.followup.readmodel.commitments import Wanted, page
from services.followup.showing.promises import promises
from services.followup.states import SIDES, STATES
from services.http import cursors
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Cursor, Id, Limit, LocalDate

blueprint = Blueprint("commitments", __name__, url_prefix="/v1/commitments")


class CommitmentsQuery(ReadQuery):
    state = Choices(STATES, load_default=None)
    team = Id(load_default=None)
    rep = Id(load_default=None)
    owed_by = fields.String(load_default=None, validate=validate.OneOf(SIDES))
    due_before = LocalDate(load_default=None)
    limit = Limit()
    cursor = Cursor()


class CommitmentSchema(Schema):
    id = fields.UUID(required=True)
    rep_id = fields.UUID(required=True)
    team_id = fields.UUID(required=True, allow_none=True)
    practice = fields.String(required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    due_on = fields.Date(required=True)
    due_day = fields.Date(required=True)
    overdue_from = fields.AwareDateTime(required=True)
    revision = fields.Integer(required=True)
    owed_by = fields.String(required=True, allow_none=True)
    practised_at = fields.AwareDateTime(allow_none=True)
    smart = fields.Dict(required=True, allow_none=True)


class CommitmentsSchema(Schema):
    items = fields.List(fields.Nested(CommitmentSchema), required=True)
    next = fields.String(required=True, allow_none=True)


@blueprint.get("")
@endpoint("commitments.read", query=CommitmentsQuery(), answer=CommitmentsSchema())
def commitments(caller: Claims, query: dict[str, Any]) -> Response:
    """Promises in the order of their due days, in the state they are in now."""
    after = cursors.decode(query["cursor"], str, str, field="cursor") if "cursor" in query else None
    with asking(house(), caller, "commitments.read", query) as asked:
        wanted = _wanted(asked, query)
        found = page(asked.connection, asked.generation, wanted, asked.now, query["limit"] + 1, after)
        rows = found[: query["limit"]]
        may_read = readable(asked.actor, "commitments.read_text", rows)
        asked.reads_of({row.rep_id for row in rows if row.id in may_read})
        shown = promises(asked.connection, asked.generation, rows, asked.now, may_read, asked.actor.id)
    last = rows[-1] if len(found) > len(rows) else None
    items = shown.shown(Letters(house().keys, shown.boxes))
    return answer({"items": items, "next": cursors.encode(last.due_day, last.id) if last else None})


def _wanted(asked: Asked, query: dict[str, Any]) -> Wanted:
    """
    Raises:
        Problem: 404, a team or rep was named that is not the asker's to know.
    """
    within = reach(asked.actor, "commitments.read")
    if query["rep"] is not None:
        asked.person(query["rep"])
    if query["team"] is not None and not within.covers(query["team"]):
        raise Problem(NOT_FOUND)
    return Wanted(
        asker_id=asked.actor.id,
        reach=within,
        states=query["state"],
        team_id=query["team"],
        rep_id=query["rep"],
        owed_by=query["owed_by"],
        due_before=query["due_before"],
    )
