"""``/v1/sessions``: what is planned and what came of it, and the agenda of each."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields, validate

from contracts.problems import NOT_FOUND, Problem
from contracts.tokens import Claims
from services.followup.api.asking import Asked, ReadQuery, asking
from services.followup.api.choices import Choices
from services.followup.house import house
from services.followup.letters import Letters
from services.followup.policy import reach
from services.followup.readmodel.people import person
from services.followup.readmodel.session_pages import WantedSessions, page, within_reach
from services.followup.readmodel.sessions import rows_of
from services.followup.readmodel.teams import teams, zone_of
from services.followup.session_states import SESSION_STATES
from services.followup.showing.agenda import SECTIONS, agenda, boxes_of
from services.followup.showing.sessions import sessions as read_sessions
from services.http import cursors
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Cursor, Id, Limit
from services.http.spans import DayOrInstant, beginning, end

blueprint = Blueprint("sessions", __name__, url_prefix="/v1/sessions")

_ACTION = "sessions.read"


class SessionsQuery(ReadQuery):
    """A day is one at the site of the rep or, where none is named, of the asker; that of ``to`` is included."""

    rep = Id(load_default=None)
    team = Id(load_default=None)
    state = Choices(SESSION_STATES, load_default=None)
    from_ = DayOrInstant(load_default=None, data_key="from")
    to = DayOrInstant(load_default=None)
    limit = Limit()
    cursor = Cursor()


class SessionSchema(Schema):
    id = fields.UUID(required=True)
    state = fields.String(required=True, validate=validate.OneOf(SESSION_STATES))
    rep_ids = fields.List(fields.UUID(), required=True)
    reps = fields.List(fields.Dict(), required=True)
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    minutes = fields.Integer(required=True)
    place = fields.String(required=True, allow_none=True)
    version = fields.Integer(required=True)


class SessionsSchema(Schema):
    items = fields.List(fields.Nested(SessionSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class RepAgendaSchema(Schema):
    """What happened to one rep since ``since``, the last session that was held."""

    rep_id = fields.UUID(required=True)
    since = fields.AwareDateTime(required=True, allow_none=True)
    progress = fields.List(fields.Dict(), required=True)
    slips = fields.List(fields.Dict(), required=True)
    customer_feedback = fields.List(fields.Dict(), required=True)
    strengths = fields.List(fields.Dict(), required=True)
    raised = fields.List(fields.Dict(), required=True)


class AgendaSchema(RepAgendaSchema):
    """Of a group: the sections hold what concerns any of its reps, ``reps`` what concerns each."""

    id = fields.UUID(required=True)
    state = fields.String(required=True)
    reps = fields.List(fields.Nested(RepAgendaSchema), required=True)


@blueprint.get("")
@endpoint(_ACTION, query=SessionsQuery(), answer=SessionsSchema())
def sessions(caller: Claims, query: dict[str, Any]) -> Response:
    """Sessions in the order in which they begin."""
    after = cursors.decode(query["cursor"], int, str, field="cursor") if "cursor" in query else None
    with asking(house(), caller, _ACTION, query) as asked:
        wanted = _wanted(asked, query)
        found = page(asked.connection, asked.generation, wanted, asked.now, query["limit"] + 1, after)
        ids = [session_id for session_id, _ in found[: query["limit"]]]
        shown = read_sessions(asked.connection, asked.generation, ids, wanted.reach, asked.actor.id, asked.now)
        asked.reads_of(shown.rep_ids)
    items = shown.shown(Letters(house().keys, shown.boxes))
    last = found[query["limit"] - 1] if len(found) > query["limit"] else None
    return answer({"items": items, "next": cursors.encode(last[1], last[0]) if last else None})


@blueprint.get("/<id:session_id>")
@endpoint(_ACTION, query=ReadQuery(), answer=SessionSchema())
def session(caller: Claims, session_id: str, query: dict[str, Any]) -> Response:
    """One session, with what was said and what came of it."""
    with asking(house(), caller, _ACTION, query) as asked:
        within = reach(asked.actor, _ACTION)
        shown = read_sessions(asked.connection, asked.generation, [session_id], within, asked.actor.id, asked.now)
        asked.reads_of(shown.rep_ids)
    if not shown.rows:
        raise Problem(NOT_FOUND)
    (item,) = shown.shown(Letters(house().keys, shown.boxes))
    return answer(item)


@blueprint.get("/<id:session_id>/agenda")
@endpoint(_ACTION, query=ReadQuery(), answer=AgendaSchema())
def session_agenda(caller: Claims, session_id: str, query: dict[str, Any]) -> Response:
    """What to talk about: progress, slips, what customers said, strengths, and the points that were raised."""
    with asking(house(), caller, _ACTION, query) as asked:
        within = reach(asked.actor, _ACTION)
        rows = rows_of(asked.connection, asked.generation, [session_id]).get(session_id, [])
        own = [row for row in rows if within_reach(row, asked.actor.id, within)]
        agendas = [agenda(asked.connection, asked.generation, row, asked.now, asked.actor.id) for row in own]
        asked.reads_of({row.rep_id for row in own})
    if not own:
        raise Problem(NOT_FOUND)
    letters = Letters(house().keys, boxes_of(agendas))
    shown = [each.shown(letters) for each in agendas]
    together = {name: [item for each in shown for item in each[name]] for name in SECTIONS}
    return answer({"id": session_id, "state": own[0].standing, **shown[0], **together, "reps": shown})


def _wanted(asked: Asked, query: dict[str, Any]) -> WantedSessions:
    """
    Raises:
        Problem: 404, a team or rep was named that is not the asker's to know.
    """
    within = reach(asked.actor, _ACTION)
    rep = asked.person(query["rep"]) if query["rep"] is not None else None
    if query["team"] is not None and not within.covers(query["team"]):
        raise Problem(NOT_FOUND)
    whose = rep or person(asked.connection, asked.generation, asked.actor.id)
    team_id = whose.team_id if whose else None
    team = teams(asked.connection, asked.generation, [team_id]).get(team_id) if team_id else None
    first, last = query["from_"], query["to"]
    return WantedSessions(
        asker_id=asked.actor.id,
        reach=within,
        rep_id=query["rep"],
        team_id=query["team"],
        states=query["state"],
        starts_from=None if first is None else beginning(first, zone_of(team)),
        starts_before=None if last is None else end(last, zone_of(team)),
    )
