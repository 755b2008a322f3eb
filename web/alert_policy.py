"""How alerts climb: the ladder, the hours it counts in, and when nothing is sent; for all teams, or one by its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request, url_for

from web import hx
from web.addresses import is_id
from web.languages import _
from web.service_errors import ServiceError
from web.setting import setting
from web.silences import read_silence
from web.teams import local_time, teams
from web.visitor import for_roles, visitor

bp = Blueprint("alert_policy", __name__, url_prefix="/ops/policy")

Json = dict[str, Any]

DEFAULT = "default"
AUDIENCES = ("owing", "supervisors", "manager", "ops")


@bp.get("")
@for_roles("ops")
def policy() -> Response:
    return show_policy(_wanted(request.args))


@bp.post("")
@for_roles("ops")
def put_policy() -> Response:
    policy_id, watch = _wanted(request.form), setting().followup.watch
    present = watch.policy(visitor().caller, policy_id)
    try:
        body = {**_kept(present), **read_policy(request.form, present)}
        watch.put_policy(visitor().caller, policy_id, body, request.form.get("version", ""))
    except ValueError:
        return show_policy(policy_id, 422, _("A number is missing."))
    except ServiceError as err:
        if err.status == 412:
            return show_policy(policy_id, 409, _("Somebody else has changed it meanwhile. This is what stands now."))
        if err.status != 422:
            raise
        return show_policy(policy_id, 422, _said(err))
    return hx.see_other(url_for("alert_policy.policy", team=policy_id, did="saved"))


def show_policy(policy_id: str, status: int = 200, trouble: str = "") -> Response:
    """The page with the policy, and with the silences there are."""
    watch, caller = setting().followup.watch, visitor().caller
    return hx.show(
        "alert_policy/policy.html",
        "main",
        status=status,
        policy=watch.policy(caller, policy_id),
        policy_id=policy_id,
        teams=sorted(teams().values(), key=lambda team: str(team["name"])),
        silences=[read_silence(item) for item in watch.silences(caller)],
        local=local_time(),
        trouble=trouble,
        did=request.args.get("did", ""),
        audiences=AUDIENCES,
        new_id=setting().new_id,
    )


def read_policy(form: Mapping[str, Any], present: Json) -> Json:
    """What the form says; what it does not ask for stays.

    Raises:
        ValueError: something that should be a number is none.
    """
    quiet = {"from": form.get("quiet_from", ""), "until": form.get("quiet_until", "")}
    unseen = form.get("unseen", "").strip()
    return {
        "ladder": [_rung(form, rung) for rung in present["ladder"]],
        "working_hours": {"from": form.get("work_from", ""), "until": form.get("work_until", "")},
        "grace": {"minutes": int(form.get("grace", "0") or 0)},
        "quiet_hours": quiet if quiet["from"] and quiet["until"] else None,
        "not_seen_after_days": int(unseen) if unseen else None,
    }


def _rung(form: Mapping[str, Any], rung: Json) -> Json:
    level = rung["level"]
    asked = request.form.getlist(f"tells_{level}")
    after = float(form.get(f"after_{level}", "0") or 0) if level > 1 else 0.0
    return {"level": level, "after_hours": after, "tells": [one for one in AUDIENCES if one in asked]}


def _kept(present: Json) -> Json:
    return {name: present[name] for name in ("caps", "digest")}


def _wanted(given: Mapping[str, Any]) -> str:
    team = str(given.get("team", "")).lower()
    return team if is_id(team) else DEFAULT


def _said(err: ServiceError) -> str:
    """Each level has to tell somebody, and none may come before the one below it: that is what can go wrong here."""
    if any(field.startswith("ladder") for field in err.errors):
        return _("Each level tells somebody, and none comes before the one below it.")
    return _("Times end after they begin, and waits are a few hours.")
