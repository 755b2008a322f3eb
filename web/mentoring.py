"""A mentor for a rep: somebody of the team who can already do it."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import is_id
from web.rep import Card, read_card
from web.service_clients import Json
from web.setting import setting
from web.visitor import for_roles, has_left, visitor
from web.walk_rows import fold

bp = Blueprint("mentoring", __name__, url_prefix="/walk/<id:rep_id>/mentorings")


@bp.get("/new")
@for_roles("supervisor")
def form(rep_id: str) -> Response:
    card = read_card(rep_id)
    return hx.show("mentoring/form.html", "main", card=card, id=setting().new_id(), mentors=_mentors(card))


@bp.post("/new")
@for_roles("supervisor")
def pair(rep_id: str) -> Response:
    mentoring_id, mentor_id = request.form.get("entry", "").lower(), request.form.get("mentor", "").lower()
    if not (is_id(mentoring_id) and is_id(mentor_id)):
        abort(400)
    written = setting().observation.pair(visitor().caller, mentoring_id, mentor_id, rep_id)
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=written.position, did="paired"))


@bp.post("/<id:mentoring_id>/end")
@for_roles("supervisor")
def end(rep_id: str, mentoring_id: str) -> Response:
    written = setting().observation.end_mentoring(visitor().caller, mentoring_id)
    return hx.leave_to(url_for("rep.card", rep_id=rep_id, at=written.position, did="unpaired"))


def _mentors(card: Card) -> list[Json]:
    """The other reps of the team, the stars first, then by name."""
    today = setting().clock().date()
    others = [
        person
        for person in setting().observation.people(card.team_id)
        if "rep" in person["roles"] and person["id"] != card.rep_id and not has_left(person, today)
    ]
    return sorted(others, key=lambda person: (person.get("level") != "star", fold(person.get("name") or "")))
