"""What went to the counsellors: all of it for a counsellor, for a rep what is about the rep."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from web import hx
from web.fresh import freshly_signed_in
from web.referral_card import read_referral
from web.setting import setting
from web.unmeasured import leave_nothing_behind
from web.visitor import for_roles, visitor

bp = Blueprint("referrals", __name__, url_prefix="/referrals")
bp.after_request(leave_nothing_behind)


@bp.get("")
@for_roles("counsellor", "rep")
@freshly_signed_in
def inbox() -> Response:
    if not visitor().is_one_of("counsellor"):
        return _own()
    calls, caller = setting().observation.referrals, visitor().caller
    return hx.show(
        "referrals/inbox.html",
        "main",
        waiting=[read_referral(item) for item in calls.in_state(caller, "sent")],
        taken=[read_referral(item) for item in calls.in_state(caller, "taken")],
        me=visitor().account,
    )


@bp.get("/closed")
@for_roles("counsellor")
@freshly_signed_in
def closed() -> Response:
    """Those that are over, the newest first."""
    page = setting().observation.referrals.closed(visitor().caller, request.args.get("cursor", ""))
    cards = [read_referral(item) for item in page["items"]]
    return hx.show("referrals/closed.html", "main", cards=cards, next=page["next"], me=visitor().account)


@bp.post("/<id:referral_id>/taking")
@for_roles("counsellor")
def take(referral_id: str) -> Response:
    setting().observation.referrals.take(visitor().caller, referral_id)
    return hx.see_other(url_for("referrals.inbox"))


@bp.post("/<id:referral_id>/closure")
@for_roles("counsellor")
def close(referral_id: str) -> Response:
    setting().observation.referrals.close(visitor().caller, referral_id, request.form.get("text", "").strip())
    return hx.see_other(url_for("referrals.inbox"))


def _own() -> Response:
    caller = visitor().caller
    found = setting().observation.referrals.concerning(caller)
    # Who is a supervisor too sees of others only that it was sent.
    cards = [read_referral(item) for item in found if item["rep_id"] == caller.subject]
    return hx.show("referrals/own.html", "main", cards=cards)
