"""Where alerts go, for operations: mail, webhooks, chat. Each can be tried before it is needed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import is_id
from web.channel_calls import Json
from web.channel_form import LEVELS, body_of, new_secret, troubles
from web.delivery_words import why_words
from web.languages import _
from web.service_errors import ServiceError
from web.setting import setting
from web.teams import local_time, teams
from web.visitor import for_roles, visitor

bp = Blueprint("channels", __name__, url_prefix="/ops/channels")

KINDS = ("email", "webhook", "apprise", "web_push")

_NOTHING: Mapping[str, str] = MappingProxyType({})


@bp.get("")
@for_roles("ops")
def channels() -> Response:
    return _show()


@bp.post("")
@for_roles("ops")
def open_channel() -> Response:
    """A webhook's secret is shown with the answer, and never again."""
    form, kind, entry = request.form, request.form.get("kind", ""), request.form.get("entry", "").lower()
    if kind not in KINDS or not is_id(entry):
        abort(400)
    secret = new_secret() if kind == "webhook" else ""
    body = body_of(form, kind, secret)
    try:
        setting().followup.channels.put_channel(visitor().caller, entry, body, "0")
    except ServiceError as err:
        if err.status == 412:
            return hx.see_other(url_for("channels.channel", channel_id=entry))
        if err.status != 422:
            raise
        return _show(422, kind, troubles(err))
    if secret:
        return show_secret(entry, body["label"], secret)
    return hx.see_other(url_for("channels.channels", did="opened"))


@bp.get("/<id:channel_id>")
@for_roles("ops")
def channel(channel_id: str) -> Response:
    return _show_one(channel_id)


@bp.post("/<id:channel_id>")
@for_roles("ops")
def change_channel(channel_id: str) -> Response:
    calls, caller = setting().followup.channels, visitor().caller
    kind = calls.channel(caller, channel_id)["kind"]
    try:
        calls.put_channel(caller, channel_id, body_of(request.form, kind), request.form.get("version", ""))
    except ServiceError as err:
        if err.status == 412:
            return _show_one(
                channel_id, 409, trouble=_("Somebody else has changed it meanwhile. This is what stands now.")
            )
        if err.status != 422:
            raise
        return _show_one(channel_id, 422, troubles(err))
    return hx.see_other(url_for("channels.channels", did="saved"))


@bp.post("/<id:channel_id>/end")
@for_roles("ops")
def close_channel(channel_id: str) -> Response:
    setting().followup.channels.close_channel(visitor().caller, channel_id)
    return hx.see_other(url_for("channels.channels", did="closed"))


@bp.post("/<id:channel_id>/test")
@for_roles("ops")
def try_channel(channel_id: str) -> Response:
    """What comes of it stands with the deliveries."""
    try:
        setting().followup.channels.try_channel(visitor().caller, channel_id)
    except ServiceError as err:
        if err.status != 409:
            raise
        return hx.see_other(url_for("notifications.notifications", did="none_of_yours"))
    return hx.see_other(url_for("deliveries.deliveries", channel=channel_id, did="tried"))


@bp.post("/<id:channel_id>/secret")
@for_roles("ops")
def change_secret(channel_id: str) -> Response:
    calls, caller = setting().followup.channels, visitor().caller
    label = calls.channel(caller, channel_id)["label"]
    return show_secret(channel_id, label, calls.change_secret(caller, channel_id))


@bp.post("/<id:channel_id>/former_secret/end")
@for_roles("ops")
def end_former_secret(channel_id: str) -> Response:
    setting().followup.channels.end_former_secret(visitor().caller, channel_id)
    return hx.see_other(url_for("channels.channel", channel_id=channel_id, did="ended"))


def show_secret(channel_id: str, label: str, secret: str) -> Response:
    """The one page that shows it, which nobody keeps."""
    me = visitor().account
    response = hx.show("channels/secret.html", "main", channel_id=channel_id, label=label, secret=secret, me=me)
    response.headers["Cache-Control"] = "no-store"
    return response


def _show(status: int = 200, kind: str = "", errors: Mapping[str, str] = _NOTHING) -> Response:
    found = setting().followup.channels.channels(visitor().caller)
    return hx.show(
        "channels/channels.html",
        "main",
        status=status,
        channels=sorted(found, key=lambda one: (bool(one["on"]), str(one["label"]).casefold())),
        kinds=KINDS,
        refused_kind=kind,
        errors=dict(errors),
        given=request.form,
        given_levels=request.form.getlist("levels"),
        given_teams=request.form.getlist("teams"),
        **_around(),
    )


def _show_one(channel_id: str, status: int = 200, errors: Mapping[str, str] = _NOTHING, trouble: str = "") -> Response:
    found: Json = setting().followup.channels.channel(visitor().caller, channel_id)
    return hx.show(
        "channels/channel.html",
        "main",
        status=status,
        channel=found,
        errors=dict(errors),
        trouble=trouble,
        **_around(),
    )


def _around() -> dict[str, Any]:
    return {
        "levels": LEVELS,
        "teams": sorted(teams().values(), key=lambda team: str(team["name"]).casefold()),
        "why_words": why_words,
        "did": request.args.get("did", ""),
        "new_id": setting().new_id,
        "local": local_time(),
        "me": visitor().account,
    }
