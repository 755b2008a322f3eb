"""The supervisor's phone in the rep's hand: the rep gives a word, or does not."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from web import hx
from web.addresses import number
from web.rep import read_card
from web.setting import setting
from web.visitor import for_roles, visitor

bp = Blueprint("handover", __name__, url_prefix="/walk/<id:rep_id>/promises/<id:promise_id>")


@bp.get("/handover")
@for_roles("supervisor")
def ask(rep_id: str, promise_id: str) -> Response:
    card = read_card(rep_id)
    return hx.show("handover/ask.html", "body", card=card, pledge=card.pledge(promise_id), me=visitor().account)


@bp.post("/confirmation")
@for_roles("supervisor")
def confirm(rep_id: str, promise_id: str) -> Response:
    """Recorded as given on the supervisor's device."""
    revision = number(request.form.get("revision", ""))
    written = setting().observation.confirm(visitor().caller, promise_id, "supervisor_device", revision or None)
    return hx.leave_to(url_for("handover.ask", rep_id=rep_id, promise_id=promise_id, at=written.position))
