"""Silences: for some days nobody is told of a team's alerts, and they do not climb."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, request, url_for

from contracts.instants import parse_instant
from web import hx
from web.addresses import is_id
from web.service_errors import ServiceError
from web.setting import setting
from web.teams import teams
from web.visitor import for_roles, visitor

bp = Blueprint("silences", __name__, url_prefix="/ops/silences")


@dataclass(frozen=True, slots=True)
class Silence:
    """``reason`` is empty where it cannot be shown."""

    id: str
    team_id: str
    team: str
    start: datetime
    until: datetime
    reason: str


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
        return hx.see_other(url_for("alert_policy.policy", did="no_silence"))
    return hx.see_other(url_for("alert_policy.policy", did="silenced"))


@bp.post("/<id:silence_id>/end")
@for_roles("ops")
def end(silence_id: str) -> Response:
    setting().followup.watch.end_silence(visitor().caller, silence_id)
    return hx.see_other(url_for("alert_policy.policy", did="ended"))


def read_silence(wire: Mapping[str, Any]) -> Silence:
    team = teams().get(wire["team_id"], {})
    return Silence(
        id=wire["id"],
        team_id=wire["team_id"],
        team=team.get("name") or "",
        start=parse_instant(wire["from"]),
        until=parse_instant(wire["until"]),
        reason=wire.get("reason") or "",
    )
