"""A training: assigned by the supervisor, who also says how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import is_id
from web.field_words import field_words
from web.languages import _
from web.numbers import read_number
from web.rep import read_card
from web.service_errors import ServiceError
from web.setting import setting
from web.visitor import for_roles, visitor

bp = Blueprint("training", __name__, url_prefix="/walk/<id:rep_id>/trainings")

MOST_POINTS = 100
"""What a score is out of."""


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
        return _show(rep_id, training_id, field_words(err), 422)
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=written.position, did="assigned"))


@bp.get("/<id:training_id>/result")
@for_roles("supervisor")
def result(rep_id: str, training_id: str) -> Response:
    return _ask_result(rep_id, training_id)


@bp.post("/<id:training_id>/result")
@for_roles("supervisor")
def finish(rep_id: str, training_id: str) -> Response:
    """Passed or not, with a score where there is one; or cancelled, with a reason."""
    ended, score = request.form.get("result", ""), request.form.get("score", "").strip()
    if ended not in {"passed", "not_passed", "cancelled"}:
        abort(400)
    observation, caller, points = setting().observation, visitor().caller, read_number(score)
    if ended == "cancelled":
        written = observation.cancel_training(caller, training_id, request.form.get("reason", "").strip())
    elif score and (points is None or not 0 <= points <= MOST_POINTS):
        return _ask_result(rep_id, training_id, {"score": _("A score is a number from 0 to 100.")}, 422)
    else:
        written = observation.complete_training(caller, training_id, ended == "passed", points)
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=written.position, did=f"training_{ended}"))


def _ask_result(
    rep_id: str, training_id: str, errors: Mapping[str, str] = MappingProxyType({}), status: int = 200
) -> Response:
    card = read_card(rep_id)
    return hx.show(
        "training/result.html",
        "main",
        status=status,
        card=card,
        training=next((each for each in card.trainings if each.id == training_id), None) or abort(404),
        result=request.values.get("result", "passed"),
        score=request.form.get("score", ""),
        reason=request.form.get("reason", ""),
        errors=errors,
    )


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
