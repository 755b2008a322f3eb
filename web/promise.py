"""A promise: proposed by the supervisor, to be answered on the rep's phone or on this one, handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from flask import Blueprint, Response, request, url_for

from contracts.problems import ID_IN_USE
from web import hx
from web.addresses import is_id
from web.due_choice import is_picking, nearest_day, offer_days, read_day
from web.field_words import field_words
from web.growth import advice_of, proposed_method
from web.languages import _
from web.lights import first_advice, lights
from web.measure_form import MeasureForm, measure_of, offers, read_measure
from web.note_form import find_behaviour
from web.rep import Card, read_card
from web.service_errors import ServiceError
from web.setting import setting
from web.visitor import for_roles, visitor

bp = Blueprint("promise", __name__, url_prefix="/walk/<id:rep_id>/promise")


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseForm:
    """``id`` is the promise's, made with the form; ``note_id`` and ``behaviour_id`` say what it came from."""

    id: str
    practice: str = ""
    model_phrase: str = ""
    due_on: date | None = None
    note_id: str = ""
    behaviour_id: str = ""
    measure: MeasureForm = field(default_factory=MeasureForm)
    errors: Mapping[str, str] = field(default_factory=dict)


@bp.get("")
@for_roles("supervisor")
def form(rep_id: str) -> Response:
    card = read_card(rep_id)
    return _show(card, _prefilled(card, request.args.get("note", ""), request.args.get("behaviour", "")))


@bp.post("")
@for_roles("supervisor")
def propose(rep_id: str) -> Response:
    sent = _read_form()
    if sent.errors:
        return _show(read_card(rep_id), sent, 422)
    try:
        position = _propose(rep_id, sent)
    except ServiceError as err:
        if err.status != 422 or not (err.errors or err.kind == ID_IN_USE.slug):
            raise
        return _show(read_card(rep_id), _with_errors(sent, err), 422)
    if request.form.get("how") == "hand_over":
        return hx.leave_to(url_for("handover.ask", rep_id=rep_id, promise_id=sent.id, at=position))
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=position, did="asked"))


@bp.post("/lights")
@for_roles("supervisor")
def show_lights(rep_id: str) -> Response:
    """The lights of the form as it is now; nothing is written."""
    return _show(read_card(rep_id), _read_form())


def _show(card: Card, sent: PromiseForm, status: int = 200) -> Response:
    shown = lights(
        sent.practice,
        sent.model_phrase,
        sent.due_on,
        note_id=sent.note_id,
        behaviour_id=sent.behaviour_id,
        open_count=card.open_count,
        signal=sent.measure.signal if sent.measure.wire else "",
    )
    return hx.show(
        "promise/form.html",
        "main",
        "lights",
        status=status,
        card=card,
        form=sent,
        lights=shown,
        advice=first_advice(shown),
        days=offer_days(card.local, sent.due_on, is_picking(request.form)),
        offers=offers(card.signals, sent.measure.signal),
        method=(method := proposed_method(find_behaviour(setting().observation.behaviours(), sent.behaviour_id))),
        method_advice=advice_of(method),
    )


def _prefilled(card: Card, note_id: str, behaviour_id: str) -> PromiseForm:
    """What the behaviour of the note asks to be practised. The note may still be on its way; then the link says it."""
    note = next((note for note in card.notes if note.id == note_id), None)
    behaviour = find_behaviour(setting().observation.behaviours(), note.behaviour_id if note else behaviour_id) or {}
    return PromiseForm(
        id=setting().new_id(),
        practice=behaviour.get("practice") or "",
        model_phrase=(note.model_phrase if note else "") or behaviour.get("model_phrase") or "",
        due_on=nearest_day(card.local, behaviour.get("default_days") or 7),
        note_id=note_id.lower() if is_id(note_id) else "",
        behaviour_id=behaviour.get("id") or "",
        measure=measure_of(behaviour),
    )


def _read_form() -> PromiseForm:
    sent, due_on, measure = request.form, read_day(request.form), read_measure(request.form)
    practice = sent.get("practice", "").strip()
    errors = {} if practice else {"practice": _("Write down what will be practised.")}
    if due_on is None:
        errors["due_on"] = _("Choose a day.")
    errors |= measure.errors
    return PromiseForm(
        id=sent["entry"].lower() if is_id(sent.get("entry", "")) else setting().new_id(),
        practice=practice,
        model_phrase=sent.get("model_phrase", "").strip(),
        due_on=due_on,
        note_id=sent.get("note", ""),
        behaviour_id=sent.get("behaviour", ""),
        measure=measure,
        errors=errors,
    )


def _propose(rep_id: str, sent: PromiseForm) -> int:
    promise = {
        "rep_id": rep_id,
        "practice": sent.practice,
        "model_phrase": sent.model_phrase,
        "due_on": sent.due_on.isoformat() if sent.due_on else None,
        "observation_id": sent.note_id,
        "behaviour_id": sent.behaviour_id,
        "measure": sent.measure.wire,
    }
    return setting().observation.propose(visitor().caller, sent.id, promise).position


def _with_errors(sent: PromiseForm, err: ServiceError) -> PromiseForm:
    if err.kind == ID_IN_USE.slug:
        words = {"practice": _("The promise of this form is proposed already. Send it again to propose another one.")}
        return replace(sent, id=setting().new_id(), errors=words)
    return replace(sent, errors={_field(name): words for name, words in field_words(err).items()})


def _field(name: str) -> str:
    """The field of the form that is meant: a measure has its message under its number."""
    return "goal" if name.startswith("measure") else name
