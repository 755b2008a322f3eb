"""What a channel must look like when it is put, and what of it is shown."""

from __future__ import annotations

from typing import Any, cast

from marshmallow import Schema, ValidationError, fields, validate

from contracts.definition import SHORT
from contracts.problems import INVALID, Problem
from services.followup.channels.kinds import KINDS
from services.followup.channels.register import Registered
from services.followup.channels.sealing import ChannelSeal, NotOurs
from services.followup.channels.words import LANGUAGES
from services.followup.watch.policy import FIRST, HIGHEST, REMINDER
from services.http.fields import Id, Text

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


def wanted(channel_id: str, body: dict[str, Any], before: Registered | None, seal: ChannelSeal) -> Registered:
    """The channel as the body would have it.

    Raises:
        Problem: 422, these are no settings of its kind.
    """
    return Registered(
        id=channel_id,
        kind=body["kind"],
        label=body["label"],
        language=body["language"],
        levels=frozenset(body["levels"]),
        team_ids=frozenset(body["team_ids"]),
        settings=_sealed(channel_id, body, before, seal),
        is_on=body["on"],
        off_because=before.off_because if before and not body["on"] else None,
        version=before.version if before else 0,
    )


def _sealed(channel_id: str, body: dict[str, Any], before: Registered | None, seal: ChannelSeal) -> bytes:
    told = body["settings"]
    same_kind = before if before is not None and before.kind == body["kind"] else None
    if same_kind is not None and told in (None, _masked(same_kind, seal)):
        return same_kind.settings
    try:
        checked = cast(dict[str, Any], KINDS[body["kind"]].schema.load(told or {}))
    except ValidationError as err:
        blamed = {f"settings.{name}": _flat(said) for name, said in err.messages_dict.items()}
        raise Problem(INVALID, errors=blamed) from err
    if same_kind is not None and checked == _opened(same_kind, seal):
        return same_kind.settings
    return seal.seal(channel_id, checked)


def _flat(said: Any) -> list[str]:
    """Messages of a field, or of the items of a list."""
    if isinstance(said, dict):
        return [message for inner in said.values() for message in _flat(inner)]
    return [str(message) for message in said]


def shown(one: Registered, seal: ChannelSeal) -> dict[str, Any]:
    """As it is answered; nobody reads again what it was told."""
    return {
        "id": one.id,
        "kind": one.kind,
        "label": one.label,
        "language": one.language,
        "levels": sorted(one.levels),
        "team_ids": sorted(one.team_ids),
        "on": one.is_on,
        "off_because": one.off_because,
        "settings": _masked(one, seal),
        "version": one.version,
    }


def _masked(one: Registered, seal: ChannelSeal) -> dict[str, Any]:
    opened = _opened(one, seal)
    return {} if opened is None else KINDS[one.kind].mask(opened)


def _opened(one: Registered, seal: ChannelSeal) -> dict[str, Any] | None:
    """None where the key is another by now."""
    try:
        return seal.open(one.id, one.settings)
    except NotOurs:
        return None
