"""Me: who I am here, and the devices I am signed in on."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, abort, url_for

from web import hx, notifications
from web.languages import _
from web.setting import setting
from web.teams import local_time, own_team
from web.visitor import for_roles, visitor

bp = Blueprint("me", __name__, url_prefix="/me/account")


@bp.get("")
@for_roles()
def account() -> Response:
    return hx.show(
        "me/account.html",
        "main",
        me=visitor().account,
        at_desk=visitor().is_at_desk,
        is_rep=visitor().is_one_of("rep"),
        hears=visitor().is_one_of(*notifications.ROLES),
        roles=[words for role, words in _role_words().items() if visitor().is_one_of(role)],
        team=own_team(),
        devices=setting().accounts.sessions.devices(visitor().account.person_id),
        here=visitor().session_id,
        local=replace(local_time(), now=setting().accounts.present()),
    )


@bp.post("/devices/<id:session_id>/revocation")
@for_roles()
def revoke(session_id: str) -> Response:
    if not setting().accounts.sessions.revoke(visitor().account.person_id, session_id):
        abort(404)
    return hx.see_other(url_for("me.account"))


def _role_words() -> dict[str, str]:
    return {
        "rep": _("Rep"),
        "supervisor": _("Supervisor"),
        "ops": _("Operations"),
        "counsellor": _("Counsellor"),
        "admin": _("Admin"),
    }
