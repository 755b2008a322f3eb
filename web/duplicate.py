"""Two notes of one moment: one is shown, the other under it, until somebody says they are two."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import is_id
from web.found_note import find_note
from web.setting import setting
from web.visitor import for_roles, visitor

bp = Blueprint("duplicate", __name__, url_prefix="/walk/<id:rep_id>/notes/<id:note_id>/duplicate")


@bp.get("")
@for_roles("supervisor")
def form(rep_id: str, note_id: str) -> Response:
    card, note = find_note(rep_id, note_id)
    others = [other for other in card.notes if other.id != note_id and not other.is_withdrawn]
    others.sort(key=lambda other: abs(other.occurred_at - note.occurred_at))
    return hx.show("duplicate/form.html", "main", card=card, note=note, others=others)


@bp.post("")
@for_roles("supervisor")
def mark(rep_id: str, note_id: str) -> Response:
    original_id = request.form.get("original", "").lower()
    if not is_id(original_id):
        abort(400)
    written = setting().observation.mark_duplicate(visitor().caller, note_id, original_id)
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=written.position or None, did="marked"))


@bp.post("/undo")
@for_roles("supervisor")
def unmark(rep_id: str, note_id: str) -> Response:
    written = setting().observation.unmark_duplicate(visitor().caller, note_id)
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=written.position or None, did="unmarked"))
