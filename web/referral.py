"""The one door that leads out of coaching: to a counsellor, for a rep of one's team or for oneself."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from contracts.problems import ID_IN_USE
from web import hx
from web.addresses import is_id
from web.field_words import field_words
from web.languages import _
from web.service_errors import ServiceError
from web.setting import setting
from web.unmeasured import leave_nothing_behind
from web.visitor import for_roles, visitor

bp = Blueprint("referral", __name__, url_prefix="/referrals/new")
bp.after_request(leave_nothing_behind)

LONGEST = 4_000


@bp.get("")
@for_roles("supervisor", "rep")
def form() -> Response:
    return _show(_about(request.args.get("rep", "")), setting().new_id(), {})


@bp.post("")
@for_roles("supervisor", "rep")
def send() -> Response:
    rep_id, entry, reason = _about(request.form.get("rep", "")), request.form.get("entry", ""), _reason()
    if not is_id(entry):
        abort(400)
    if not reason:
        return _show(rep_id, entry, {"reason": _("Say what it is about, in a few words.")}, 422)
    try:
        setting().observation.referrals.send(visitor().caller, entry, rep_id, reason)
    except ServiceError as err:
        return _show_refused(rep_id, entry, err)
    return hx.see_other(url_for("referral.sent"))


@bp.get("/sent")
@for_roles("supervisor", "rep")
def sent() -> Response:
    return hx.show("referral/sent.html", "main")


def _about(rep_id: str) -> str:
    """Without a name it is about whoever asks."""
    if not rep_id and visitor().is_one_of("rep"):
        return visitor().account.person_id
    return rep_id.lower() if is_id(rep_id) else abort(404)


def _reason() -> str:
    return request.form.get("reason", "").strip()


def _show(rep_id: str, entry: str, errors: dict[str, str], status: int = 200) -> Response:
    told = setting().observation.referrals.readers(visitor().caller, rep_id)
    return hx.show(
        "referral/form.html",
        "main",
        status=status,
        rep=told["rep"],
        is_own=rep_id == visitor().account.person_id,
        counsellors=[person["name"] for person in told["counsellors"]],
        id=entry,
        reason=_reason(),
        longest=LONGEST,
        errors=errors,
    )


def _show_refused(rep_id: str, entry: str, err: ServiceError) -> Response:
    if err.kind == ID_IN_USE.slug:
        again = {"reason": _("What this form said was sent already. Send again to send this too.")}
        return _show(rep_id, setting().new_id(), again, 422)
    if err.status == 422 and err.errors:
        return _show(rep_id, entry, {"reason": field_words(err).get("reason", str(err.detail or ""))}, 422)
    raise err
