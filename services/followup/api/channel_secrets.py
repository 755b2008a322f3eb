"""``/v1/channels/{id}/secret``: what a webhook's receiver knows it by, changed without losing a message."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response
from marshmallow import Schema, fields

from contracts.problems import NOT_FOUND, RULE_BROKEN, STALE, Problem
from contracts.tokens import Claims
from services.eventlog.database import writing
from services.followup.api.asking import asking
from services.followup.api.bodies import Nothing
from services.followup.channels.register import ChangedMeanwhile, Registered, channel, put
from services.followup.channels.sealing import NotOurs
from services.followup.house import house
from services.http.answers import answer
from services.http.endpoints import endpoint

blueprint = Blueprint("channel_secrets", __name__, url_prefix="/v1/channels")

_SECRET_BYTES = 32


class SecretAnswer(Schema):
    """``secret`` is told this once."""

    secret = fields.String(required=True)


@blueprint.put("/<id:channel_id>/secret")
@endpoint("channels.write", body=Nothing(), answer=SecretAnswer())
def change_secret(caller: Claims, channel_id: str, body: dict[str, Any]) -> Response:
    """A new secret. The one before signs beside it until `former_secret` ends that."""
    secret = "whsec_" + base64.b64encode(os.urandom(_SECRET_BYTES)).decode()
    _change(caller, channel_id, lambda present: [secret, *present[:1]])
    response = answer({"secret": secret})
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.delete("/<id:channel_id>/former_secret")
@endpoint("channels.write")
def end_former_secret(caller: Claims, channel_id: str) -> Response:
    """Only the newest signs from now on."""
    _change(caller, channel_id, lambda present: present[:1])
    return Response(status=204)


def _change(caller: Claims, channel_id: str, change: Callable[[list[str]], list[str]]) -> None:
    with asking(house(), caller, "channels.write", {"at_position": 0}) as asked:
        found = channel(asked.connection, channel_id)
    if found is None:
        raise Problem(NOT_FOUND)
    settings = _opened(found)
    if "secrets" not in settings:
        raise Problem(RULE_BROKEN, "Only webhooks have a secret.", rule="channel-has-no-secret")
    sealed = house().seal.seal(channel_id, {**settings, "secrets": change(settings["secrets"])})
    try:
        with writing(house().engine) as connection:
            put(connection, replace(found, settings=sealed), found)
    except ChangedMeanwhile as err:
        raise Problem(STALE) from err


def _opened(found: Registered) -> dict[str, Any]:
    try:
        return house().seal.open(found.id, found.settings)
    except NotOurs as err:
        raise Problem(RULE_BROKEN, "It cannot be opened with this key.", rule="channel-not-opened") from err
