"""``/v1/people/{id}/push_subscriptions``: the browsers on which somebody wants to be told."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.instants import wire_instant
from contracts.problems import NOT_FOUND, RULE_BROKEN, Problem
from contracts.tokens import Claims
from services.eventlog.database import writing
from services.followup.api.asking import ReadQuery, asking
from services.followup.api.bodies import Nothing
from services.followup.api.push_subscription_body import PushSubscriptionBody
from services.followup.api.ways import WayTestAnswer, push_channel
from services.followup.channels.web_push.subscriptions import (
    Subscription,
    count,
    forget,
    subscribe,
    subscription,
    subscriptions_of,
)
from services.followup.deliveries import receivers
from services.followup.deliveries.trying import plan_test_to
from services.followup.house import house
from services.http.answers import answer
from services.http.endpoints import endpoint

blueprint = Blueprint("push_subscriptions", __name__, url_prefix="/v1/people")

_MOST = 10


class PushSubscriptionAnswer(Schema):
    """What was told of the browser is not shown again."""

    id = fields.UUID(required=True)
    device = fields.String(required=True)
    made_at = fields.AwareDateTime(required=True)


class PushSubscriptionsAnswer(Schema):
    items = fields.List(fields.Nested(PushSubscriptionAnswer), required=True)
    next = fields.String(required=True, allow_none=True)


@blueprint.get("/<id:person_id>/push_subscriptions")
@endpoint("push_subscriptions.read", query=ReadQuery(), answer=PushSubscriptionsAnswer())
def push_subscriptions(caller: Claims, person_id: str, query: dict[str, Any]) -> Response:
    """All of them, the newest last."""
    with asking(house(), caller, "push_subscriptions.read", query) as asked:
        asked.person(person_id)
        found = subscriptions_of(asked.connection, [person_id])
    return answer({"items": [_shown(one) for one in found], "next": None})


@blueprint.put("/<id:person_id>/push_subscriptions/<id:subscription_id>")
@endpoint("push_subscriptions.write", body=PushSubscriptionBody(), answer=PushSubscriptionAnswer())
def put_push_subscription(caller: Claims, person_id: str, subscription_id: str, body: dict[str, Any]) -> Response:
    """Have this browser told. Whose it was before is told on it no more."""
    with asking(house(), caller, "push_subscriptions.write", {"at_position": 0}) as asked:
        asked.person(person_id)
        before = _own(subscription(asked.connection, subscription_id), person_id)
        if before is None and count(asked.connection, person_id) >= _MOST:
            raise Problem(RULE_BROKEN, f"At most {_MOST}: take one away first.", rule="too-many-phones")
        now = asked.now
    told = {"endpoint": body["endpoint"], "keys": body["keys"], "language": body["language"]}
    box = house().seal.seal(subscription_id, {"as_json": orjson.dumps(told).decode()})
    made_at = before.made_at if before else now
    wanted = Subscription(subscription_id, person_id, body["device"], body["language"], box, made_at)
    with writing(house().engine) as connection:
        subscribe(connection, wanted, body["endpoint"])
    return answer(_shown(wanted))


@blueprint.delete("/<id:person_id>/push_subscriptions/<id:subscription_id>")
@endpoint("push_subscriptions.write")
def delete_push_subscription(caller: Claims, person_id: str, subscription_id: str) -> Response:
    """Nothing is told there any more."""
    with asking(house(), caller, "push_subscriptions.write", {"at_position": 0}) as asked:
        asked.person(person_id)
        _own(subscription(asked.connection, subscription_id), person_id)
    with writing(house().engine) as connection:
        forget(connection, subscription_id)
    return Response(status=204)


@blueprint.put("/<id:person_id>/push_subscriptions/<id:subscription_id>/test")
@endpoint("push_subscriptions.write", body=Nothing(), answer=WayTestAnswer())
def test_push_subscription(caller: Claims, person_id: str, subscription_id: str, body: dict[str, Any]) -> Response:
    """Send a notification that nothing is late to this browser."""
    with asking(house(), caller, "push_subscriptions.write", {"at_position": 0}) as asked:
        asked.person(person_id)
        found = _own(subscription(asked.connection, subscription_id), person_id)
        channel, now = push_channel(asked.connection), asked.now
    if found is None:
        raise Problem(NOT_FOUND)
    if channel is None:
        raise Problem(RULE_BROKEN, "No channel reaches phones.", rule="no-such-way")
    with writing(house().engine) as connection:
        return answer({"id": plan_test_to(connection, channel, receivers.phone(subscription_id), now)})


def _own(found: Subscription | None, person_id: str) -> Subscription | None:
    """
    Raises:
        Problem: 404, it is somebody else's.
    """
    if found is not None and found.person_id != person_id:
        raise Problem(NOT_FOUND)
    return found


def _shown(one: Subscription) -> dict[str, Any]:
    return {"id": one.id, "device": one.device, "made_at": wire_instant(one.made_at)}
