"""``/v1/channels``: where alerts go. What a channel was told is kept sealed, and never shown whole again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.problems import NOT_FOUND, RULE_BROKEN, STALE, Problem
from contracts.tokens import Claims
from services.eventlog.database import writing
from services.followup.api.asking import ReadQuery, asking
from services.followup.api.bodies import Nothing
from services.followup.api.channel_body import ChannelAnswer, ChannelBody, shown, wanted
from services.followup.changes import check_version
from services.followup.channels.register import (
    ChangedMeanwhile,
    channel,
    every_channel,
    put,
    remove,
)
from services.followup.deliveries.trying import NobodyToTry, plan_test
from services.followup.house import house
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.read_only import Said, require_so

blueprint = Blueprint("channels", __name__, url_prefix="/v1/channels")


class ChannelsAnswer(Schema):
    items = fields.List(fields.Nested(ChannelAnswer), required=True)
    next = fields.String(required=True, allow_none=True)


class ChannelTestAnswer(Schema):
    id = fields.UUID(required=True)


@blueprint.get("")
@endpoint("channels.read", query=ReadQuery(), answer=ChannelsAnswer())
def channels(caller: Claims, query: dict[str, Any]) -> Response:
    """All of them, by label."""
    with asking(house(), caller, "channels.read", query) as asked:
        found = every_channel(asked.connection)
    return answer({"items": [shown(one, house().seal) for one in found], "next": None})


@blueprint.get("/<id:channel_id>")
@endpoint("channels.read", query=ReadQuery(), answer=ChannelAnswer())
def one_channel(caller: Claims, channel_id: str, query: dict[str, Any]) -> Response:
    """One channel."""
    with asking(house(), caller, "channels.read", query) as asked:
        found = channel(asked.connection, channel_id)
    if found is None:
        raise Problem(NOT_FOUND)
    return answer(shown(found, house().seal), etag=str(found.version))


@blueprint.put("/<id:channel_id>")
@endpoint("channels.write", body=ChannelBody(), answer=ChannelAnswer())
def put_channel(caller: Claims, channel_id: str, body: dict[str, Any], said: Said) -> Response:
    """Open a channel or change it."""
    with asking(house(), caller, "channels.write", {"at_position": 0}) as asked:
        before = channel(asked.connection, channel_id)
    check_version(before.version if before else 0)
    require_so(said, shown(before, house().seal) if before else {"id": channel_id})
    changed = wanted(channel_id, body, before, house().seal)
    if changed != before:
        try:
            with writing(house().engine) as connection:
                put(connection, changed, before)
        except ChangedMeanwhile as err:
            raise Problem(STALE) from err
        changed = replace(changed, version=before.version + 1 if before else 1)
    return answer(shown(changed, house().seal), etag=str(changed.version))


@blueprint.delete("/<id:channel_id>")
@endpoint("channels.write")
def delete_channel(caller: Claims, channel_id: str) -> Response:
    """Nothing goes there any more. What was sent stays on the list of deliveries."""
    with asking(house(), caller, "channels.write", {"at_position": 0}):
        pass
    with writing(house().engine) as connection:
        remove(connection, channel_id)
    return Response(status=204)


@blueprint.put("/<id:channel_id>/test")
@endpoint("channels.write", body=Nothing(), answer=ChannelTestAnswer())
def test_channel(caller: Claims, channel_id: str, body: dict[str, Any]) -> Response:
    """Send a message that nothing is late; the deliveries tell what came of it. A second tap sends no second one."""
    with asking(house(), caller, "channels.write", {"at_position": 0}) as asked:
        found, now = channel(asked.connection, channel_id), asked.now
    if found is None:
        raise Problem(NOT_FOUND)
    try:
        with writing(house().engine) as connection:
            delivery_id = plan_test(connection, found, house().seal, caller.subject, now)
    except NobodyToTry as err:
        raise Problem(RULE_BROKEN, "None of your phones is to be told.", rule="no-phone-of-yours") from err
    return answer({"id": delivery_id})
