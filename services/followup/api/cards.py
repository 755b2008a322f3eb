"""``/v1/reps/{id}/card``: what a supervisor needs in front of the rep."""

from __future__ import annotations

from itertools import chain
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.tokens import Claims
from contracts.workdays import local_day
from services.followup.api.asking import ReadQuery, asking
from services.followup.house import house
from services.followup.letters import Letters
from services.followup.readmodel.cadences import cadence
from services.followup.readmodel.commitments import pending_of
from services.followup.readmodel.teams import teams, zone_of
from services.followup.readmodel.timeline import NOTE_KINDS, last_seen, page
from services.followup.showing.development import development_of
from services.followup.showing.promises import promises
from services.followup.showing.sessions import planned_sessions, shown_cadence
from services.followup.showing.signals import card_signals
from services.followup.showing.timeline_items import timeline_items
from services.followup.showing.wire import wire
from services.http.answers import answer
from services.http.endpoints import endpoint

blueprint = Blueprint("cards", __name__, url_prefix="/v1/reps")

RECENT = 3


class CardSchema(Schema):
    rep = fields.Dict(required=True)
    open = fields.List(fields.Dict(), required=True)
    recent = fields.List(fields.Dict(), required=True)
    last_seen = fields.AwareDateTime(required=True, allow_none=True)
    signals = fields.List(fields.Dict(), required=True)
    sessions = fields.List(fields.Dict(), required=True)
    cadence = fields.Dict(required=True, allow_none=True)
    trainings = fields.List(fields.Dict(), required=True)
    mentorings = fields.List(fields.Dict(), required=True)


@blueprint.get("/<id:rep_id>/card")
@endpoint("card.read", query=ReadQuery(), answer=CardSchema())
def card(caller: Claims, rep_id: str, query: dict[str, Any]) -> Response:
    """Open promises first, then the last three notes."""
    with asking(house(), caller, "card.read", query) as asked:
        rep = asked.person(rep_id)
        asked.reads_of({rep_id})
        connection, generation, now = asked.connection, asked.generation, asked.now
        pending = pending_of(connection, generation, [rep_id], now)
        opened = promises(connection, generation, pending, now, {row.id for row in pending}, asked.actor.id)
        # Who supervises the own team, too, still sees of themselves only what a rep sees.
        visible_at = now if asked.actor.id == rep_id else None
        rows = page(connection, generation, rep_id, RECENT, visible_at=visible_at, kinds=NOTE_KINDS)
        recent = timeline_items(connection, generation, rows, now, asked.actor.id)
        seen = last_seen(connection, generation, [rep_id])
        planned = planned_sessions(connection, generation, rep_id, now)
        growing = development_of(connection, generation, rep_id, now)
        rhythm = cadence(connection, generation, rep_id)
        team = teams(connection, generation, [rep.team_id] if rep.team_id else []).get(rep.team_id or "")
        signals = card_signals(connection, generation, rep_id, local_day(now, zone_of(team)))
    letters = Letters(house().keys, chain(opened.boxes, recent.boxes, planned.boxes, growing.boxes, [rep.box]))
    return answer(
        {
            "rep": {"id": rep.id, "name": letters.of(rep.box).name, "level": rep.level, "team_id": rep.team_id},
            "open": opened.shown(letters),
            "recent": recent.shown(letters),
            "last_seen": wire(seen.get(rep_id)),
            "signals": signals,
            "sessions": planned.shown(letters),
            "cadence": shown_cadence(rhythm),
            "trainings": growing.open_trainings(letters),
            "mentorings": growing.open_mentorings(letters),
        }
    )
