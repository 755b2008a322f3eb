"""``/v1/channels``: where alerts go. What a channel was told is kept sealed, and never shown whole again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from flask import Blueprint, Response
from marshmallow import Schema, ValidationError, fields, validate

from contracts.definition import SHORT
from contracts.problems import INVALID, NOT_FOUND, RULE_BROKEN, STALE, Problem
from contracts.tokens import Claims
from services.eventlog.database import writing
from services.followup.api.asking import ReadQuery, asking
from services.followup.api.bodies import Nothing
from services.followup.changes import check_version
from services.followup.channels.kinds import KINDS
from services.followup.channels.register import (
    ChangedMeanwhile,
    Registered,
    channel,
    every_channel,
    put,
    remove,
)
from services.followup.channels.sealing import NotOurs
from services.followup.channels.words import LANGUAGES
from services.followup.deliveries.trying import NobodyToTry, plan_test
from services.followup.house import house
from services.followup.watch.policy import FIRST, HIGHEST, REMINDER
from services.http.answers import answer
from services.http.endpoints import endpoint
from services.http.fields import Id, Text
from services.http.read_only import Said, require_so

blueprint = Blueprint("channels", __name__, url_prefix="/v1/channels")

_LEVELS = list(range(FIRST, 4))


class ChannelBody(Schema):
    """``settings`` has the fields of the kind; left out, or as they are shown, they stay as they are. No ``team_ids``
    means every team."""

    id = fields.UUID(dump_only=True)
    kind = fields.String(required=True, validate=validate.OneOf(list(KINDS)))
    label = Text(limit=SHORT, required=True)
    language = fields.String(load_default="en", validate=validate.OneOf(LANGUAGES))
    levels = fields.List(
        fields.Integer(strict=True, validate=validate.Range(REMINDER, HIGHEST)),
        load_default=lambda: list(_LEVELS),
        validate=validate.Length(1, HIGHEST + 1),
    )
    team_ids = fields.List(Id(), load_default=list, validate=validate.Length(max=1_000))
    on = fields.Boolean(load_default=True)
    off_because = fields.String(dump_only=True)
    settings = fields.Dict(keys=fields.String(), load_default=None, allow_none=True)
    version = fields.Integer(dump_only=True)


class ChannelAnswer(Schema):
    id = fields.UUID(required=True, dump_only=True)
    kind = fields.String(required=True)
    label = fields.String(required=True)
    language = fields.String(required=True)
    levels = fields.List(fields.Integer(), required=True)
    team_ids = fields.List(fields.UUID(), required=True)
    on = fields.Boolean(required=True)
    off_because = fields.String(required=True, allow_none=True, dump_only=True)
    settings = fields.Dict(required=True)
    version = fields.Integer(required=True, dump_only=True)


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
    return answer({"items": [_shown(one) for one in found], "next": None})


@blueprint.get("/<id:channel_id>")
@endpoint("channels.read", query=ReadQuery(), answer=ChannelAnswer())
def one_channel(caller: Claims, channel_id: str, query: dict[str, Any]) -> Response:
    """One channel."""
    with asking(house(), caller, "channels.read", query) as asked:
        found = channel(asked.connection, channel_id)
    if found is None:
        raise Problem(NOT_FOUND)
    return answer(_shown(found), etag=str(found.version))


@blueprint.put("/<id:channel_id>")
@endpoint("channels.write", body=ChannelBody(), answer=ChannelAnswer())
def put_channel(caller: Claims, channel_id: str, body: dict[str, Any], said: Said) -> Response:
    """Open a channel or change it."""
    with asking(house(), caller, "channels.write", {"at_position": 0}) as asked:
        before = channel(asked.connection, channel_id)
    check_version(before.version if before else 0)
    require_so(said, _shown(before) if before else {"id": channel_id})
    wanted = _wanted(channel_id, body, before)
    if wanted != before:
        try:
            with writing(house().engine) as connection:
                put(connection, wanted, before)
        except ChangedMeanwhile as err:
            raise Problem(STALE) from err
        wanted = replace(wanted, version=before.version + 1 if before else 1)
    return answer(_shown(wanted), etag=str(wanted.version))


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


def _wanted(channel_id: str, body: dict[str, Any], before: Registered | None) -> Registered:
    return Registered(
        id=channel_id,
        kind=body["kind"],
        label=body["label"],
        language=body["language"],
        levels=frozenset(body["levels"]),
        team_ids=frozenset(body["team_ids"]),
        settings=_sealed(channel_id, body, before),
        is_on=body["on"],
        off_because=before.off_because if before and not body["on"] else None,
        version=before.version if before else 0,
    )


def _sealed(channel_id: str, body: dict[str, Any], before: Registered | None) -> bytes:
    told = body["settings"]
    same_kind = before if before is not None and before.kind == body["kind"] else None
    if same_kind is not None and told in (None, _masked(same_kind)):
        return same_kind.settings
    try:
        checked = cast(dict[str, Any], KINDS[body["kind"]].schema.load(told or {}))
    except ValidationError as err:
        blamed = {f"settings.{name}": _flat(said) for name, said in err.messages_dict.items()}
        raise Problem(INVALID, errors=blamed) from err
    if same_kind is not None and checked == _opened(same_kind):
        return same_kind.settings
    return house().seal.seal(channel_id, checked)


def _flat(said: Any) -> list[str]:
    """Messages of a field, or of the items of a list."""
    if isinstance(said, dict):
        return [message for inner in said.values() for message in _flat(inner)]
    return [str(message) for message in said]


def _shown(one: Registered) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "label": one.label,
        "language": one.language,
        "levels": sorted(one.levels),
        "team_ids": sorted(one.team_ids),
        "on": one.is_on,
        "off_because": one.off_because,
        "settings": _masked(one),
        "version": one.version,
    }


def _masked(one: Registered) -> dict[str, Any]:
    opened = _opened(one)
    return {} if opened is None else KINDS[one.kind].mask(opened)


def _opened(one: Registered) -> dict[str, Any] | None:
    """None where the key is another by now."""
    try:
        return house().seal.open(one.id, one.settings)
    except NotOurs:
        return None
