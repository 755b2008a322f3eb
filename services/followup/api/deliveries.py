"""``/v1/deliveries``: what was sent where, what failed and why; and what was given up, tried again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields, validate
from sqlalchemy import Connection, Row

from contracts.problems import NOT_FOUND, RULE_BROKEN, Problem
from contracts.tokens import Claims
from services.eventlog.database import writing
from services.followup.api.asking import ReadQuery, asking
from services.followup.api.bodies import Nothing
from services.followup.api.choices import Choices
from services.followup.channels.web_push.subscriptions import owners
from services.followup.deliveries import receivers
from services.followup.deliveries.pages import STATES, page, state_of
from services.followup.deliveries.trying import try_again
from services.followup.house import house
from services.followup.letters import Letters
from services.followup.readmodel.people import people
from services.followup.showing.names import Names
from services.followup.showing.wire import wire
from services.http import cursors
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Cursor, Id, Limit

blueprint = Blueprint("deliveries", __name__, url_prefix="/v1/deliveries")


class DeliveriesQuery(ReadQuery):
    state = Choices(STATES, load_default=None)
    channel = Id(load_default=None)
    alert = Id(load_default=None)
    limit = Limit()
    cursor = Cursor()


class DeliverySchema(Schema):
    """``to`` is the person, where the channel writes to people, and ``to_name`` what they are called, where that can be
    told. Without ``alert_id`` it is a test."""

    id = fields.UUID(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    channel = fields.Dict(required=True)
    to = fields.UUID(required=True, allow_none=True)
    to_name = fields.String(required=True, allow_none=True)
    alert_id = fields.UUID(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    team_id = fields.UUID(required=True, allow_none=True)
    level = fields.Integer(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    why = fields.String(required=True, allow_none=True)
    made_at = fields.AwareDateTime(required=True)
    next_at = fields.AwareDateTime(required=True, allow_none=True)
    sent_at = fields.AwareDateTime(required=True, allow_none=True)


class DeliveriesSchema(Schema):
    items = fields.List(fields.Nested(DeliverySchema), required=True)
    next = fields.String(required=True, allow_none=True)


class RetryAnswer(Schema):
    id = fields.UUID(required=True)
    state = fields.String(required=True)


@blueprint.get("")
@endpoint("deliveries.read", query=DeliveriesQuery(), answer=DeliveriesSchema())
def deliveries(caller: Claims, query: dict[str, Any]) -> Response:
    """Newest first."""
    before = cursors.decode(query["cursor"], int, str, field="cursor") if "cursor" in query else None
    with asking(house(), caller, "deliveries.read", query) as asked:
        found = page(asked.connection, query["state"], query["channel"], query["alert"], query["limit"] + 1, before)
        rows = found[: query["limit"]]
        to = _persons(asked.connection, rows)
        told = people(asked.connection, asked.generation, set(to.values()))
    names = Names(told, Letters(house().keys, (person.box for person in told.values())))
    last = rows[-1] if len(found) > len(rows) else None
    return answer(
        {
            "items": [_shown(row, to.get(row.id), names) for row in rows],
            "next": cursors.encode(last.made_at, last.id) if last else None,
        }
    )


@blueprint.put("/<id:delivery_id>/retry")
@endpoint("deliveries.retry", body=Nothing(), answer=RetryAnswer())
def retry(caller: Claims, delivery_id: str, body: dict[str, Any]) -> Response:
    """Try it again now."""
    with asking(house(), caller, "deliveries.retry", {"at_position": 0}) as asked:
        now = asked.now
    with writing(house().engine) as connection:
        again, state = try_again(connection, delivery_id, now), state_of(connection, delivery_id)
    if state is None:
        raise Problem(NOT_FOUND)
    if not again and state != "pending":
        raise Problem(RULE_BROKEN, f"It is {state}.", rule="delivery-not-over")
    return answer({"id": delivery_id, "state": state})


def _persons(connection: Connection, rows: Sequence[Row[Any]]) -> dict[str, str]:
    """By delivery, the person it went to: at their address, or on a phone that is still theirs."""
    phones = {row.id: phone for row in rows if (phone := receivers.phone_of(row.receiver))}
    whose = owners(connection, set(phones.values())) if phones else {}
    found = {row.id: person_id for row in rows if (person_id := receivers.person_of(row.receiver))}
    return found | {row_id: whose[phone] for row_id, phone in phones.items() if phone in whose}


def _shown(row: Row[Any], to: str | None, names: Names) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": row.state,
        "channel": {"id": row.channel_id, "label": row.channel_label, "kind": row.channel_kind},
        "to": to,
        "to_name": names.of(to),
        "alert_id": row.alert_id,
        "reason": row.reason,
        "team_id": row.team_id,
        "level": row.level,
        "attempts": row.attempts,
        "why": row.why,
        "made_at": wire(row.made_at),
        "next_at": wire(row.next_at),
        "sent_at": wire(row.sent_at),
    }
