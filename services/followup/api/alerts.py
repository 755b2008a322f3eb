"""``/v1/alerts``: who is late, since when, and what led to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields, validate

from contracts.alerts import Snoozed
from contracts.envelope import Envelope
from contracts.problems import NOT_FOUND, Problem
from contracts.tokens import Claims
from services.followup.api.asking import Asked, ReadQuery, asking, own_resource, readable
from services.followup.api.choices import Choices
from services.followup.boxes import keep
from services.followup.house import house
from services.followup.letters import Letters
from services.followup.policy import reach
from services.followup.readmodel.commitments import commitments
from services.followup.readmodel.people import Person, people
from services.followup.readmodel.timeline import steps_about
from services.followup.showing.alerts import alerts as read_alerts
from services.followup.showing.names import Names
from services.followup.showing.trail import actors, trail
from services.followup.watch.alert_pages import STATES, Wanted, one, page
from services.http import cursors
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Cursor, Id, Limit

blueprint = Blueprint("alerts", __name__, url_prefix="/v1/alerts")


class AlertsQuery(ReadQuery):
    state = Choices(STATES, load_default=None)
    level = fields.Integer(load_default=None, validate=validate.Range(0, 100))
    team = Id(load_default=None)
    limit = Limit()
    cursor = Cursor()


class AlertSchema(Schema):
    id = fields.UUID(required=True)
    reason = fields.String(required=True)
    owed_by = fields.String(required=True)
    owing = fields.Dict(required=True)
    subject = fields.String(required=True)
    rep_id = fields.UUID(required=True)
    team_id = fields.UUID(required=True, allow_none=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    level = fields.Integer(required=True)
    began_at = fields.AwareDateTime(required=True)
    snoozed_until = fields.AwareDateTime(allow_none=True)


class AlertWithTrailSchema(AlertSchema):
    trail = fields.List(fields.Dict(), required=True)


class AlertsSchema(Schema):
    items = fields.List(fields.Nested(AlertSchema), required=True)
    next = fields.String(required=True, allow_none=True)


@blueprint.get("")
@endpoint("alerts.read", query=AlertsQuery(), answer=AlertsSchema())
def alerts(caller: Claims, query: dict[str, Any]) -> Response:
    """Alerts of the teams the caller answers for; those that began last come first. Reminders, of what is due today and
    not late, are at level 0, and are told only where they are asked for."""
    before = cursors.decode(query["cursor"], int, str, field="cursor") if "cursor" in query else None
    with asking(house(), caller, "alerts.read", query) as asked:
        wanted = _wanted(asked, query)
        found = page(asked.connection, asked.generation, wanted, asked.now, query["limit"] + 1, before)
        rows = found[: query["limit"]]
        shown = read_alerts(asked.connection, asked.generation, rows, asked.now)
    last = rows[-1] if len(found) > len(rows) else None
    items = shown.shown(Letters(house().keys, shown.boxes))
    return answer({"items": items, "next": cursors.encode(last.began_at, last.id) if last else None})


@blueprint.get("/<id:alert_id>")
@endpoint("alerts.read", query=ReadQuery(), answer=AlertWithTrailSchema())
def alert(caller: Claims, alert_id: str, query: dict[str, Any]) -> Response:
    """One alert, with the events that led to it."""
    with asking(house(), caller, "alerts.read", query) as asked:
        row = one(asked.connection, asked.generation, alert_id)
        if row is None:
            raise Problem(NOT_FOUND)
        asked.require(own_resource(row))
        shown = read_alerts(asked.connection, asked.generation, [row], asked.now)
        about_id = row.about.partition("/")[2]
        promise = commitments(asked.connection, asked.generation, [about_id]).get(about_id)
        steps = steps_about(asked.connection, asked.generation, row.rep_id, about_id)
        own = [*house().log.read_stream(row.about), *house().log.read_stream(f"alert/{alert_id}")]
        spoken_of = {step.by_id for step in steps} | actors(own) | {row.rep_id}
        named = people(asked.connection, asked.generation, spoken_of)
        may_read = bool(readable(asked.actor, "commitments.read_text", [row]))
    reasons = dict(_reasons(own, named, all_of_them=may_read))
    boxes = chain(shown.boxes, (person.box for person in named.values()), reasons.values())
    letters = Letters(house().keys, boxes)
    (item,) = shown.shown(letters)
    why = {event_id: letters.of(box).get("reason") for event_id, box in reasons.items()}
    return answer({**item, "trail": trail(promise, steps, own, Names({**named, **shown.people}, letters), why)})


def _reasons(
    own: Sequence[Envelope], named: Mapping[str, Person], *, all_of_them: bool
) -> Iterator[tuple[str, str | None]]:
    """Why it was snoozed, by event, in boxes. What a supervisor writes about a rep is for those who answer for the rep;
    operations read their own reasons."""
    for envelope in own:
        by = named.get(envelope.actor)
        if envelope.type == Snoozed.TYPE and (
            all_of_them or (by is not None and "ops" in by.roles and "supervisor" not in by.roles)
        ):
            yield envelope.id, keep({"id": envelope.id, "type": envelope.type, "data": envelope.data})


def _wanted(asked: Asked, query: dict[str, Any]) -> Wanted:
    """
    Raises:
        Problem: 404, a team was named that is not the asker's to know.
    """
    within = reach(asked.actor, "alerts.read")
    if query["team"] is not None and not within.covers(query["team"]):
        raise Problem(NOT_FOUND)
    return Wanted(reach=within, states=query["state"], level=query["level"], team_id=query["team"])
