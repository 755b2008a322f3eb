"""How alerts climb: the ladder, the hours it counts in, and when nothing is sent; for all teams, or one by its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request, url_for

from web import hx
from web.addresses import is_id
from web.languages import _
from web.policy_form import AUDIENCES, read_policy, rungs_shown, said
from web.service_errors import ServiceError
from web.setting import setting
from web.silence_card import read_silence
from web.teams import local_time, teams
from web.visitor import for_roles, visitor

bp = Blueprint("alert_policy", __name__, url_prefix="/ops/policy")

Json = dict[str, Any]

DEFAULT = "default"


@bp.get("")
@for_roles("ops")
def policy() -> Response:
    return show_policy(_wanted(request.args))


@bp.post("")
@for_roles("ops")
def put_policy() -> Response:
    policy_id, watch = _wanted(request.form), setting().followup.watch
    present = watch.policy(visitor().caller, policy_id)
    body, troubles = read_policy(request.form, present)
    changed = {**present, **body}
    if troubles:
        return show_policy(policy_id, 422, troubles[0], changed)
    try:
        watch.put_policy(visitor().caller, policy_id, body, request.form.get("version", ""))
    except ServiceError as err:
        if err.status == 412:
            return show_policy(policy_id, 409, _("Somebody else has changed it meanwhile. This is what stands now."))
        if err.status != 422:
            raise
        return show_policy(policy_id, 422, said(err.errors), changed)
    return hx.see_other(url_for("alert_policy.policy", team=policy_id, did="saved"))


def show_policy(
    policy_id: str,
    status: int = 200,
    trouble: str = "",
    changed: Json | None = None,
    silence_errors: Mapping[str, str] | None = None,
) -> Response:
    """The page with the policy, as it stands or as somebody wants to change it, and with the silences there are.

    ``silence_errors`` says what was not right with a silence that was asked for.
    """
    watch, caller = setting().followup.watch, visitor().caller
    shown = changed or watch.policy(caller, policy_id)
    return hx.show(
        "alert_policy/policy.html",
        "main",
        status=status,
        policy=shown,
        rungs=rungs_shown(shown["ladder"]),
        new_tells=request.form.getlist("tells_new"),
        given=request.form,
        policy_id=policy_id,
        teams=sorted(teams().values(), key=lambda team: str(team["name"])),
        silences=[read_silence(item) for item in watch.silences(caller)],
        local=local_time(),
        trouble=trouble,
        silence_errors=silence_errors or {},
        did=request.args.get("did", ""),
        audiences=AUDIENCES,
        me=visitor().account,
        new_id=setting().new_id,
    )


def _wanted(given: Mapping[str, Any]) -> str:
    team = str(given.get("team", "")).lower()
    return team if is_id(team) else DEFAULT
