"""A new date for a promise, which the rep then confirms."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import is_id
from web.due_choice import is_picking, offer_days, read_day
from web.field_words import field_words
from web.languages import _
from web.rep import read_card
from web.service_errors import ServiceError
from web.setting import setting
from web.visitor import for_roles, visitor

bp = Blueprint("renewal", __name__, url_prefix="/walk/<id:rep_id>/promises/<id:promise_id>/renewal")


@bp.get("")
@for_roles("supervisor")
def form(rep_id: str, promise_id: str) -> Response:
    return _show(rep_id, promise_id, setting().new_id(), {})


@bp.post("")
@for_roles("supervisor")
def renew(rep_id: str, promise_id: str) -> Response:
    due_on, reason, renewal_id = (
        read_day(request.form),
        request.form.get("reason", "").strip(),
        request.form.get("entry", ""),
    )
    if not is_id(renewal_id):
        abort(400)
    if due_on is None or not reason:
        return _show(rep_id, promise_id, renewal_id, _missing(due_on is None, not reason), 422)
    try:
        written = setting().observation.renew(visitor().caller, promise_id, renewal_id, due_on.isoformat(), reason)
    except ServiceError as err:
        if not err.errors:
            raise
        return _show(rep_id, promise_id, renewal_id, field_words(err), 422)
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=written.position, did="renewed"))


def _show(rep_id: str, promise_id: str, renewal_id: str, errors: dict[str, str], status: int = 200) -> Response:
    card = read_card(rep_id)
    pledge = card.pledge(promise_id)
    a_week_more = max(pledge.due_on, card.local.today) + timedelta(days=7)
    proposed = None if is_picking(request.form) else pledge.asked.due_on if pledge.asked else a_week_more
    return hx.show(
        "renewal/form.html",
        "main",
        status=status,
        card=card,
        pledge=pledge,
        id=renewal_id,
        reason=request.form.get("reason", ""),
        days=offer_days(card.local, read_day(request.form) or proposed, is_picking(request.form)),
        errors=errors,
    )


def _missing(day: bool, reason: bool) -> dict[str, str]:
    errors = {"due_on": _("Choose a day.")} if day else {}
    return {**errors, "reason": _("Say why, in a few words.")} if reason else errors
