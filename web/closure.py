"""The end of a promise that was not seen again: not kept, or no longer relevant."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.field_words import field_words
from web.languages import _
from web.rep import read_card
from web.service_errors import ServiceError
from web.setting import setting
from web.visitor import for_roles, visitor

bp = Blueprint("closure", __name__, url_prefix="/walk/<id:rep_id>/promises/<id:promise_id>/closure")

OUTCOMES = ("released", "not_kept")


@bp.get("")
@for_roles("supervisor")
def form(rep_id: str, promise_id: str) -> Response:
    return _show(rep_id, promise_id, {})


@bp.post("")
@for_roles("supervisor")
def close(rep_id: str, promise_id: str) -> Response:
    outcome, reason = request.form.get("outcome", ""), request.form.get("reason", "").strip()
    if outcome not in OUTCOMES:
        abort(400)
    if not reason:
        return _show(rep_id, promise_id, {"reason": _("Say why, in a few words.")}, 422)
    try:
        written = setting().observation.close(visitor().caller, promise_id, outcome, reason)
    except ServiceError as err:
        if not err.errors:
            raise
        return _show(rep_id, promise_id, field_words(err), 422)
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=written.position, did=outcome))


def _show(rep_id: str, promise_id: str, errors: dict[str, str], status: int = 200) -> Response:
    card = read_card(rep_id)
    return hx.show(
        "closure/form.html",
        "main",
        status=status,
        card=card,
        pledge=card.pledge(promise_id),
        outcome=request.form.get("outcome", "released"),
        reason=request.form.get("reason", ""),
        errors=errors,
    )
