"""The browsers on which I am told: this one added, each tried and taken away."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import is_id
from web.languages import _, locale
from web.notifications import ROLES
from web.service_errors import ServiceError
from web.setting import setting
from web.visitor import device_name, for_roles, visitor

bp = Blueprint("phones", __name__, url_prefix="/me/notifications/phones")


@bp.post("")
@for_roles(*ROLES)
def add() -> Response:
    """What the browser's push service says; the page's own script has asked it."""
    form, entry = request.form, request.form.get("entry", "").lower()
    if not is_id(entry):
        abort(400)
    keys = {"p256dh": form.get("p256dh", ""), "auth": form.get("auth", "")}
    told = {"endpoint": form.get("endpoint", ""), "keys": keys, "language": locale().language}
    try:
        setting().followup.channels.add_phone(
            visitor().caller, entry, {**told, "device": device_name() or _("A browser")}
        )
    except ServiceError as err:
        if err.status not in {409, 422}:
            raise
        return _back("too_many" if err.status == 409 else "no_phone")
    return _back("phone")


@bp.post("/<id:phone_id>/test")
@for_roles(*ROLES)
def try_one(phone_id: str) -> Response:
    try:
        setting().followup.channels.try_phone(visitor().caller, phone_id)
    except ServiceError as err:
        if err.status not in {404, 409}:
            raise
        return _back("no_phone")
    return _back("tried")


@bp.post("/<id:phone_id>/end")
@for_roles(*ROLES)
def take_away(phone_id: str) -> Response:
    setting().followup.channels.end_phone(visitor().caller, phone_id)
    return _back("phone_ended")


def _back(did: str) -> Response:
    return hx.see_other(url_for("notifications.notifications", did=did))
