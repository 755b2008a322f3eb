"""The session: what to talk about, what both said, what was promised; complete with a promise, or a reason for none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import is_id, number, position
from web.agenda import read_agenda
from web.due_choice import is_picking, offer_days, read_day
from web.field_words import field_words
from web.languages import _
from web.pledge import Pledge, read_pledge
from web.service_calls import Written
from web.service_errors import ServiceError
from web.session_card import CoachingSession, read_session
from web.setting import setting
from web.teams import local_time
from web.visitor import for_roles, visitor

bp = Blueprint("sessions", __name__, url_prefix="/sessions/<id:session_id>")

_SAID = "rep_notes."
"""A field of the form for each rep begins so."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A promise of a rep in the session; ``is_new`` came of it."""

    pledge: Pledge
    is_new: bool

    @property
    def is_confirmed(self) -> bool:
        return self.pledge.is_open or self.pledge.is_renewal


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeForm:
    """What was written of a session, while it is not right yet. ``id`` is that of the phone's entry."""

    id: str
    supervisor_notes: str = ""
    rep_notes: Mapping[str, str] = field(default_factory=dict)
    none_needed_reason: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


@bp.get("")
@for_roles("supervisor")
def session(session_id: str) -> Response:
    return show_session(session_id)


@bp.post("/points")
@for_roles("supervisor")
def raise_point(session_id: str) -> Response:
    text = request.form.get("text", "").strip()
    return _done("raised", session_id, setting().observation.raise_point(visitor().caller, session_id, _entry(), text))


@bp.post("/promises")
@for_roles("supervisor")
def promise(session_id: str) -> Response:
    """A promise that comes of the session; it counts once the rep has said yes."""
    due_on, practice = read_day(request.form), request.form.get("practice", "").strip()
    errors = {} if practice else {"practice": _("Write down what will be practised.")}
    if due_on is None or errors:
        errors |= {} if due_on else {"due_on": _("Choose a day.")}
        return show_session(session_id, promise_errors=errors, status=422)
    wanted = {"rep_id": request.form.get("rep", ""), "practice": practice, "due_on": due_on.isoformat()}
    try:
        written = setting().observation.propose(visitor().caller, _entry(), {**wanted, "session_id": session_id})
    except ServiceError as err:
        if not err.errors:
            raise
        return show_session(session_id, promise_errors=field_words(err), status=422)
    return _done("asked", session_id, written)


@bp.post("/promises/<id:promise_id>/confirmation")
@for_roles("supervisor")
def confirm(session_id: str, promise_id: str) -> Response:
    """The rep's thumb on the supervisor's phone, recorded as such."""
    revision = number(request.form.get("revision", "")) or None
    written = setting().observation.confirm(visitor().caller, promise_id, "supervisor_device", revision)
    return _done("promised", session_id, written)


@bp.post("/outcome")
@for_roles("supervisor")
def conclude(session_id: str) -> Response:
    outcome = request.form.get("outcome", "")
    if outcome in {"missed", "cancelled"}:
        words = {"supervisor_notes": request.form.get("supervisor_notes", "").strip()}
        return _done(outcome, session_id, _conclude(session_id, {"outcome": outcome, **words}))
    form = _read_form()
    if form.errors:
        return show_session(session_id, form, status=422)
    try:
        written = _conclude(session_id, _held(form))
    except ServiceError as err:
        if err.status not in {409, 422}:
            raise
        said = {name.partition(".")[0]: words for name, words in field_words(err).items()}
        errors = said or {"none_needed_reason": _("It needs a promise that was said yes to, or a reason for none.")}
        return show_session(session_id, _read_form(errors), status=422)
    return _done("held", session_id, written)


def show_session(
    session_id: str, form: OutcomeForm | None = None, promise_errors: Mapping[str, str] | None = None, status: int = 200
) -> Response:
    """The session; with a ``form`` that was sent and is not right yet, with that."""
    caller = visitor().caller
    found = read_session(setting().followup.session(caller, session_id, position()))
    local = local_time(found.team_id)
    return hx.show(
        "sessions/session.html",
        "main",
        "promises",
        "agenda",
        refused="promises" if promise_errors else "outcome",
        status=status,
        coaching=found,
        agenda=read_agenda(setting().followup.agenda(caller, session_id, position())),
        agreed=_agreed(found),
        form=form or OutcomeForm(id=setting().new_id()),
        promise_errors=promise_errors or {},
        typed=request.form if promise_errors else {},
        days=offer_days(local, read_day(request.form), is_picking(request.form)),
        local=local,
        new_id=setting().new_id,
        me=visitor().account,
        did=request.args.get("did", ""),
    )


def _agreed(found: CoachingSession) -> list[Agreed]:
    """Promises of its reps: those named when it was held; before, whatever waits or is open."""
    named = {each for seat in found.seats for each in seat.commitment_ids}
    wires = [
        wire for seat in found.seats for wire in setting().followup.promises(visitor().caller, seat.rep_id, position())
    ]
    read = [Agreed(read_pledge(wire), wire.get("session_id") == found.id) for wire in wires]
    if not found.is_to_come:
        return [each for each in read if each.pledge.id in named]
    return [each for each in read if each.pledge.is_open or each.pledge.is_proposed]


def _read_form(errors: Mapping[str, str] | None = None) -> OutcomeForm:
    """The form as it was sent, with what is missing of it, or with these errors."""
    sent = request.form
    said = {name.removeprefix(_SAID): text.strip() for name, text in sent.items() if name.startswith(_SAID)}
    form = OutcomeForm(
        id=sent["entry"] if is_id(sent.get("entry", "")) else setting().new_id(),
        supervisor_notes=sent.get("supervisor_notes", "").strip(),
        rep_notes={rep_id: text for rep_id, text in said.items() if text},
        none_needed_reason=sent.get("none_needed_reason", "").strip(),
    )
    return replace(form, errors=errors or _missing(form))


def _missing(form: OutcomeForm) -> dict[str, str]:
    """What has to be said before it is complete; the service would name the first of these alone."""
    errors = {}
    if not form.supervisor_notes:
        errors["supervisor_notes"] = _("Write down what you said.")
    if not form.rep_notes:
        errors["rep_notes"] = _("Write down what was said to it.")
    if not request.form.getlist("commitment") and not form.none_needed_reason:
        errors["none_needed_reason"] = _("It needs a promise that was said yes to, or a reason for none.")
    return errors


def _held(form: OutcomeForm) -> dict[str, object]:
    return {
        "outcome": "held",
        "supervisor_notes": form.supervisor_notes,
        "rep_notes": form.rep_notes,
        "commitment_ids": request.form.getlist("commitment"),
        "none_needed_reason": form.none_needed_reason,
    }


def _conclude(session_id: str, outcome: Mapping[str, object]) -> Written:
    return setting().observation.conclude(visitor().caller, session_id, outcome)


def _entry() -> str:
    entry_id = request.form.get("entry", "")
    return entry_id.lower() if is_id(entry_id) else abort(400)


def _done(did: str, session_id: str, written: Written) -> Response:
    return hx.see_other(url_for("sessions.session", session_id=session_id, at=written.position, did=did))
