"""The verdict on a promise: the supervisor looked again."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import is_id
from web.setting import setting
from web.visitor import for_roles, visitor

bp = Blueprint("verdict", __name__)

OUTCOMES = ("saw_it", "partly", "not_yet")


@bp.post("/walk/<id:rep_id>/promises/<id:promise_id>/revisits")
@for_roles("supervisor")
def look(rep_id: str, promise_id: str) -> Response:
    outcome, revisit_id = request.form.get("outcome", ""), request.form.get("entry", "")
    if outcome not in OUTCOMES or not is_id(revisit_id):
        abort(400)
    written = setting().observation.revisit(visitor().caller, promise_id, revisit_id.lower(), outcome)
    return hx.see_other(url_for("rep.card", rep_id=rep_id, at=written.position, did=outcome))
