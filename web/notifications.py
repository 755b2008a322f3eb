"""How I hear of what is due: by mail, on my phone, and in my own calendar. Each can be tried, and taken back."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from web import hx
from web.languages import locale
from web.pledge import instant_of
from web.service_errors import ServiceError
from web.setting import setting
from web.teams import local_time
from web.visitor import for_roles, visitor

bp = Blueprint("notifications", __name__, url_prefix="/me/notifications")

ROLES = ("rep", "supervisor", "ops")
"""Those for whom something may be due; others are told of nothing."""


@bp.get("")
@for_roles(*ROLES)
def notifications() -> Response:
    calls, caller = setting().followup.channels, visitor().caller
    return hx.show(
        "notifications/notifications.html",
        "main",
        ways=calls.ways(caller),
        phones=[{**one, "made_at": instant_of(one["made_at"])} for one in calls.phones(caller)],
        calendar_since=instant_of(calls.calendar(caller)["made_at"]),
        has_sessions=visitor().is_one_of("rep", "supervisor"),
        me=visitor().account,
        at_desk=visitor().is_at_desk,
        local=local_time(),
        did=request.args.get("did", ""),
        new_id=setting().new_id,
    )


@bp.post("/email/test")
@for_roles(*ROLES)
def try_email() -> Response:
    try:
        setting().followup.channels.try_email(visitor().caller)
    except ServiceError as err:
        if err.status != 409:
            raise
        return hx.see_other(url_for("notifications.notifications", did="no_email"))
    return hx.see_other(url_for("notifications.notifications", did="email"))


@bp.post("/calendar")
@for_roles(*ROLES)
def make_calendar() -> Response:
    """Shown once, on this page; only a hash of it is kept."""
    secret = setting().followup.channels.make_calendar(visitor().caller, locale().language)
    path = url_for("calendar_feed.feed", secret=secret)
    host = setting().public_origin.partition("://")[2]
    response = hx.show(
        "notifications/link.html", "main", link=f"{setting().public_origin}{path}", opens=f"webcal://{host}{path}"
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/calendar/end")
@for_roles(*ROLES)
def close_calendar() -> Response:
    setting().followup.channels.close_calendar(visitor().caller)
    return hx.see_other(url_for("notifications.notifications", did="closed"))
