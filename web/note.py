"""A note about a rep: saved, taken back, answered when the rep says it was not so."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, abort, request, url_for

from contracts.instants import wire_instant
from contracts.problems import ID_IN_USE
from web import hx
from web.field_words import field_words
from web.languages import _
from web.note_card import read_note
from web.note_form import NoteForm, read_form, with_errors
from web.phone_time import occurred, told_time
from web.pledge import known
from web.rep import Card, show_card
from web.service_errors import ServiceError
from web.setting import setting
from web.teams import local_time
from web.visitor import for_roles, visitor

bp = Blueprint("note", __name__, url_prefix="/walk/<id:rep_id>/notes")

UNDONE = "Taken back within the ten minutes"
"""The reason that an undo gives; the service asks for one."""


@bp.post("")
@for_roles("supervisor")
def save(rep_id: str) -> Response:
    form = read_form(request.form, setting().observation.behaviours(), setting().new_id())
    if form.errors:
        return show_card(rep_id, form, 422)
    try:
        position = _save(rep_id, form)
    except ServiceError as err:
        return _show_refused(rep_id, form, err)
    return hx.see_other(url_for("rep.card", rep_id=rep_id, at=position, did="saved", about=form.id))


@bp.post("/<id:note_id>/withdrawal")
@for_roles("supervisor")
def undo(rep_id: str, note_id: str) -> Response:
    """Within the ten minutes without a word; later with a reason that the rep sees."""
    reason = request.form.get("reason", "").strip()
    written = setting().observation.withdraw(visitor().caller, note_id, reason or UNDONE)
    did = "taken_back" if reason else "undone"
    return hx.see_other(url_for("rep.card", rep_id=rep_id, at=written.position, did=did))


@bp.get("/<id:note_id>/answer")
@for_roles("supervisor")
def question(rep_id: str, note_id: str) -> Response:
    """The note that the rep says was not so, however old it is."""
    waiting = setting().followup.duties(visitor().caller)
    asked = next((item for item in waiting if item["id"] == note_id and item["kind"] == "clarification"), None)
    if asked is None or asked["rep_id"] != rep_id:
        abort(404)
    note = read_note({**asked, "kind": asked["note_kind"]})
    card = Card(rep_id=rep_id, name=known(asked.get("rep_name")), local=local_time(), notes=[note])
    return hx.show("note/question.html", "main", card=card, me=visitor().account.person_id)


@bp.post("/<id:note_id>/answer")
@for_roles("supervisor")
def answer(rep_id: str, note_id: str) -> Response:
    """The rep said it did not happen that way: it stands, or it is taken back."""
    outcome, text = request.form.get("outcome", "stands"), request.form.get("text", "").strip()
    written = setting().observation.answer_clarification(visitor().caller, note_id, outcome, text)
    return hx.see_other(url_for("rep.card", rep_id=rep_id, at=written.position, did="answered"))


def _save(rep_id: str, form: NoteForm) -> int:
    """Write the note, the walk before it where this note begins one; answers the position."""
    if form.walk_is_new:
        form = _with_walk(form)
    note = form.wire(rep_id, wire_instant(occurred(form.id)), setting().observation.behaviours())
    return setting().observation.record(visitor().caller, form.id, note).position


def _with_walk(form: NoteForm) -> NoteForm:
    """Begin the walk. What was seen matters more than the walk: a refused one leaves the note without."""
    told = told_time() or setting().clock()
    started_at = wire_instant(setting().accounts.entries.first_arrival(form.walk_id, told))
    try:
        setting().observation.start_walk(visitor().caller, form.walk_id, started_at)
    except ServiceError as err:
        if err.unreachable:
            raise
        return replace(form, walk_id="")
    return form


def _show_refused(rep_id: str, form: NoteForm, err: ServiceError) -> Response:
    """What the service says of the fields, beside them; anything else is not the form's affair."""
    if err.kind == ID_IN_USE.slug:
        again = {"quote": _("The note of this form is saved already. Save again to add this one as another note.")}
        return show_card(rep_id, with_errors(replace(form, id=setting().new_id()), again), 422)
    if err.status == 422 and err.errors:
        return show_card(rep_id, with_errors(form, field_words(err)), 422)
    raise err
