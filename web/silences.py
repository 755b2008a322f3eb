"""Silences: for some days nobody is told of a team's alerts, and they do not climb."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import is_id
from web.alert_policy import DEFAULT, show_policy
from web.field_words import field_words
from web.service_errors import ServiceError
from web.setting import setting
from web.visitor import for_roles, visitor

bp = Blueprint("silences", __name__, url_prefix="/ops/silences")


@bp.post("")
@for_roles("ops")
def silence() -> Response:
    form, entry = request.form, request.form.get("entry", "").lower()
    if not is_id(entry):
        abort(400)
    body = {"team_id": form.get("team", ""), "from": form.get("from", ""), "until": form.get("until", "")}
    try:
        setting().followup.watch.silence(visitor().caller, entry, {**body, "reason": form.get("reason", "").strip()})
    except ServiceError as err:
        if err.status != 422:
            raise
        return show_policy(DEFAULT, 422, silence_errors=field_words(err))
    return hx.see_other(url_for("alert_policy.policy", did="silenced"))


@bp.post("/<id:silence_id>/end")
@for_roles("ops")
def end(silence_id: str) -> Response:
    setting().followup.watch.end_silence(visitor().caller, silence_id)
    return hx.see_other(url_for("alert_policy.policy", did="ended"))
