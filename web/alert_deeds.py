"""What is done about an alert: having it in hand, or hearing of it later, for a reason."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import Blueprint, Response, abort, request, url_for

from contracts.instants import wire_instant
from web import hx
from web.addresses import is_id
from web.alerts import show_alert
from web.dates import LocalTime
from web.field_words import field_words
from web.languages import _
from web.service_errors import ServiceError
from web.setting import setting
from web.teams import local_time
from web.visitor import for_roles, visitor

bp = Blueprint("alert_deeds", __name__, url_prefix="/ops/alerts/<id:alert_id>")

NINE = time(9)


@bp.post("/acknowledgement")
@for_roles("ops", "supervisor")
def acknowledge(alert_id: str) -> Response:
    setting().followup.watch.acknowledge(visitor().caller, alert_id, _entry())
    return hx.see_other(url_for("alerts.alert", alert_id=alert_id, did="acknowledged"))


@bp.post("/snooze")
@for_roles("ops", "supervisor")
def snooze(alert_id: str) -> Response:
    reason = request.form.get("reason", "").strip()
    until = read_end(local_time(request.form.get("team") or None))
    errors = {} if reason else {"reason": _("Say why, in a few words.")}
    if until is None:
        errors["until"] = _("Say until when.")
    if until is None or errors:
        return show_alert(alert_id, 422, errors)
    try:
        setting().followup.watch.snooze(visitor().caller, alert_id, _entry(), wire_instant(until), reason)
    except ServiceError as err:
        if err.status != 422:
            raise
        return show_alert(alert_id, 422, field_words(err) or {"until": _("It can rest for 72 hours at most.")})
    return hx.see_other(url_for("alerts.alert", alert_id=alert_id, did="snoozed"))


def read_end(there: LocalTime) -> datetime | None:
    """When the snooze that was asked for ends; None where that was not said. Times are those of the team's site."""
    match request.form.get("for", ""):
        case "hour":
            return there.now + timedelta(hours=1)
        case "four":
            return there.now + timedelta(hours=4)
        case "tomorrow":
            return datetime.combine(there.today + timedelta(days=1), NINE, there.zone)
        case "pick":
            return _picked(there)
        case _:
            return None


def _picked(there: LocalTime) -> datetime | None:
    try:
        picked = datetime.fromisoformat(request.form.get("picked", ""))
    except ValueError:
        return None
    return picked.replace(tzinfo=there.zone)


def _entry() -> str:
    entry_id = request.form.get("entry", "")
    return entry_id.lower() if is_id(entry_id) else abort(400)
