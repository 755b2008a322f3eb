"""What was sent where, for operations: what was given up comes first, and can be sent once more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, request, url_for

from web import hx
from web.addresses import is_id
from web.delivery_words import why_words
from web.pledge import instant_of
from web.service_errors import ServiceError
from web.setting import setting
from web.teams import local_time, teams
from web.visitor import for_roles, visitor

bp = Blueprint("deliveries", __name__, url_prefix="/ops/deliveries")

_DEAD_SHOWN, _SHOWN = 50, 50


@dataclass(frozen=True, slots=True)
class Delivery:
    """``to`` is empty where it went to a place and not to a person; without ``alert_id`` it was a test."""

    id: str
    state: str
    channel: str
    kind: str
    to: str
    alert_id: str
    reason: str
    team: str
    level: int
    attempts: int
    why: str
    made_at: datetime
    next_at: datetime | None
    sent_at: datetime | None

    @property
    def can_be_sent_again(self) -> bool:
        return self.state in {"dead", "failed", "unknown"} or (self.state == "withdrawn" and not self.alert_id)


@bp.get("")
@for_roles("ops")
def deliveries() -> Response:
    """Of one channel or one alert, where it is asked for."""
    within = _within(request.args)
    calls, caller = setting().followup.channels, visitor().caller
    dead = calls.deliveries(caller, {**within, "state": "dead", "limit": _DEAD_SHOWN})
    lately = calls.deliveries(caller, {**within, "limit": _SHOWN, "cursor": request.args.get("from", "")})
    return hx.show(
        "deliveries/deliveries.html",
        "main",
        dead=[] if "from" in request.args else [read_delivery(item) for item in dead["items"]],
        lately=[read_delivery(item) for item in lately["items"] if item["state"] != "dead" or "from" in request.args],
        within=within,
        named=next((item["channel"]["label"] for item in lately["items"]), "") if "channel" in within else "",
        following=lately["next"],
        did=request.args.get("did", ""),
        local=local_time(),
        me=visitor().account,
    )


@bp.post("/<id:delivery_id>/retry")
@for_roles("ops")
def retry(delivery_id: str) -> Response:
    did = "again"
    try:
        setting().followup.channels.retry(visitor().caller, delivery_id)
    except ServiceError as err:
        if err.status != 409:
            raise
        did = "not_over"
    return hx.see_other(url_for("deliveries.deliveries", did=did, **_within(request.form)))


def _within(given: Mapping[str, str]) -> dict[str, Any]:
    """The one channel or alert whose deliveries are looked at, if it is one."""
    return {name: wanted for name in ("channel", "alert") if is_id(wanted := given.get(name, "").lower())}


def read_delivery(wire: Mapping[str, Any]) -> Delivery:
    return Delivery(
        id=wire["id"],
        state=wire["state"],
        channel=wire["channel"]["label"] or "",
        kind=wire["channel"]["kind"] or "",
        to=wire.get("to_name") or "",
        alert_id=wire["alert_id"] or "",
        reason=wire["reason"] or "",
        team=str(teams().get(wire["team_id"] or "", {}).get("name", "")),
        level=wire["level"] or 0,
        attempts=wire["attempts"],
        why=why_words(wire["why"]),
        made_at=instant_of(wire["made_at"]) or setting().clock(),
        next_at=instant_of(wire["next_at"]),
        sent_at=instant_of(wire["sent_at"]),
    )
