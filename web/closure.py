"""The end of a promise that was not seen again: not kept, or no longer relevant."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.rep import read_card
from web.setting import setting
from web.visitor import for_roles, visitor

bp = Blueprint("closure", __name__, url_prefix="/walk/<id:rep_id>/promises/<id:promise_id>/closure")

OUTCOMES = ("released", "not_kept")


@bp.get("")
@for_roles("supervisor")
def form(rep_id: str, promise_id: str) -> Response:
    return _show(rep_id, promise_id)


@bp.post("")
@for_roles("supervisor")
def close(rep_id: str, promise_id: str) -> Response:
    outcome, reason = request.form.get("outcome", ""), request.form.get("reason", "").strip()
    if outcome not in OUTCOMES:
        abort(400)
    if not reason:
        return _show(rep_id, promise_id, 422)
    written = setting().observation.close(visitor().caller, promise_id, outcome, reason)
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=written.position, did=outcome))


def _show(rep_id: str, promise_id: str, status: int = 200) -> Response:
    card = read_card(rep_id)
    return hx.show(
        "closure/form.html",
        "main",
        status=status,
        card=card,
        pledge=card.pledge(promise_id),
        outcome=request.form.get("outcome", "released"),
        no_reason=status == 422,
    )
