"""Changing a note: the author says it differently, also in answer to a rep who says it was not so."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import is_id
from web.amendment_form import AmendmentForm, form_of, read_amendment
from web.found_note import find_note
from web.note_card import NoteCard
from web.rep import Card
from web.service_calls import Written
from web.setting import setting
from web.visitor import for_roles, visitor

bp = Blueprint("amendment", __name__, url_prefix="/walk/<id:rep_id>/notes/<id:note_id>/amendment")


@bp.get("")
@for_roles("supervisor")
def form(rep_id: str, note_id: str) -> Response:
    card, note = _own_note(rep_id, note_id)
    return _show(card, note, form_of(note, setting().new_id()))


@bp.post("")
@for_roles("supervisor")
def amend(rep_id: str, note_id: str) -> Response:
    card, note = _own_note(rep_id, note_id)
    form_id = request.form.get("entry", "").lower()
    if not is_id(form_id):
        abort(400)
    sent = read_amendment(request.form, note, setting().observation.behaviours(), form_id)
    was_sent = any(amendment.id == form_id for amendment in note.amendments)
    if sent.errors and not was_sent:
        return _show(card, note, sent, 422)
    at = None if was_sent else _write(note, sent).position
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=at, did="amended", about=note_id))


def _own_note(rep_id: str, note_id: str) -> tuple[Card, NoteCard]:
    card, note = find_note(rep_id, note_id)
    if note.by_id != visitor().account.person_id or note.is_withdrawn:
        abort(404)
    return card, note


def _write(note: NoteCard, sent: AmendmentForm) -> Written:
    """What the rep says was not so is answered with the change, in one go."""
    observation, caller = setting().observation, visitor().caller
    if note.waits_for_clarification:
        return observation.answer_by_amending(caller, note.id, {**sent.wire(), "id": sent.id})
    return observation.amend(caller, note.id, sent.id, sent.wire())


def _show(card: Card, note: NoteCard, sent: AmendmentForm, status: int = 200) -> Response:
    behaviours = setting().observation.behaviours()
    return hx.show("amendment/form.html", "main", status=status, card=card, note=note, form=sent, behaviours=behaviours)
