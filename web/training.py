"""A training: assigned by the supervisor, who also says how it ended."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import is_id
from web.languages import _
from web.rep import read_card
from web.service_errors import ServiceError
from web.setting import setting
from web.visitor import for_roles, visitor

bp = Blueprint("training", __name__, url_prefix="/walk/<id:rep_id>/trainings")


@bp.get("/new")
@for_roles("supervisor")
def form(rep_id: str) -> Response:
    return _show(rep_id, setting().new_id(), {})


@bp.post("/new")
@for_roles("supervisor")
def assign(rep_id: str) -> Response:
    training_id, title = request.form.get("entry", "").lower(), request.form.get("title", "").strip()
    if not is_id(training_id):
        abort(400)
    if not title:
        return _show(rep_id, training_id, {"title": _("What is it called?")}, 422)
    training = {"rep_id": rep_id, "title": title, "due_on": _day(), "behaviour_id": request.form.get("behaviour")}
    try:
        written = setting().observation.assign_training(visitor().caller, training_id, training)
    except ServiceError as err:
        if not err.errors:
            raise
        errors = {name: " ".join(messages) for name, messages in err.errors.items()}
        return _show(rep_id, training_id, errors, 422)
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=written.position, did="assigned"))


@bp.post("/<id:training_id>/result")
@for_roles("supervisor")
def finish(rep_id: str, training_id: str) -> Response:
    result = request.form.get("result", "")
    if result not in {"passed", "not_passed", "cancelled"}:
        abort(400)
    observation, caller = setting().observation, visitor().caller
    if result == "cancelled":
        written = observation.cancel_training(caller, training_id)
    else:
        written = observation.complete_training(caller, training_id, result == "passed")
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=written.position, did=f"training_{result}"))


def _day() -> str | None:
    try:
        return date.fromisoformat(request.form.get("due_on", "")).isoformat()
    except ValueError:
        return None


def _show(rep_id: str, training_id: str, errors: dict[str, str], status: int = 200) -> Response:
    return hx.show(
        "training/form.html",
        "main",
        status=status,
        card=read_card(rep_id),
        id=training_id,
        title=request.form.get("title", ""),
        due_on=request.form.get("due_on", ""),
        behaviour_id=request.values.get("behaviour", ""),
        errors=errors,
    )
