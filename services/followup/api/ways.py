"""``/v1/people/{id}/ways``: by which ways somebody hears of alerts, and a try of each."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields
from sqlalchemy import Connection

from contracts.problems import RULE_BROKEN, Problem
from contracts.tokens import Claims
from services.eventlog.database import writing
from services.followup.api.asking import ReadQuery, asking
from services.followup.api.bodies import Nothing
from services.followup.channels.register import Registered, every_channel
from services.followup.channels.sealing import NotOurs
from services.followup.channels.web_push.vapid import Vapid
from services.followup.deliveries.trying import plan_test
from services.followup.house import house
from services.http.answers import answer
from services.http.endpoints import endpoint

blueprint = Blueprint("ways", __name__, url_prefix="/v1/people")


class WaysAnswer(Schema):
    """``email`` says whether there is a channel that writes to people, ``web_push`` whether one reaches phones, and
    ``web_push_key`` is what a browser has to know us by."""

    email = fields.Boolean(required=True)
    web_push = fields.Boolean(required=True)
    web_push_key = fields.String(required=True)


class WayTestAnswer(Schema):
    id = fields.UUID(required=True)


@blueprint.get("/<id:person_id>/ways")
@endpoint("ways.read", query=ReadQuery(), answer=WaysAnswer())
def ways(caller: Claims, person_id: str, query: dict[str, Any]) -> Response:
    """What there is."""
    with asking(house(), caller, "ways.read", query) as asked:
        asked.person(person_id)
        writes, reaches = _that_writes_to_people(asked.connection), push_channel(asked.connection)
    key = Vapid(house().seal).public
    return answer({"email": writes is not None, "web_push": reaches is not None, "web_push_key": key})


@blueprint.put("/<id:person_id>/ways/email/test")
@endpoint("ways.test", body=Nothing(), answer=WayTestAnswer())
def test_email(caller: Claims, person_id: str, body: dict[str, Any]) -> Response:
    """Send a message that nothing is late to the person's own address."""
    with asking(house(), caller, "ways.test", {"at_position": 0}) as asked:
        asked.person(person_id)
        channel, now = _that_writes_to_people(asked.connection), asked.now
    if channel is None:
        raise Problem(RULE_BROKEN, "No channel writes to people.", rule="no-such-way")
    with writing(house().engine) as connection:
        return answer({"id": plan_test(connection, channel, house().seal, person_id, now)})


def _that_writes_to_people(connection: Connection) -> Registered | None:
    """The first of the channels by e-mail that is on and has no addresses of its own."""
    mails = (one for one in every_channel(connection) if one.kind == "email" and one.is_on)
    return next((one for one in mails if not _addresses(one)), None)


def push_channel(connection: Connection) -> Registered | None:
    """The channel that reaches phones, where operations has opened one."""
    return next((one for one in every_channel(connection) if one.kind == "web_push" and one.is_on), None)


def _addresses(one: Registered) -> list[str]:
    try:
        return list(house().seal.open(one.id, one.settings).get("to", []))
    except NotOurs:
        return [""]
