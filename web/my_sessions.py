"""The rep's sessions: the next one and what it is to be about, and what was said in the last ones."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, abort, request, url_for

from web import hx
from web.addresses import is_id, number, position
from web.agenda import read_agenda
from web.languages import _
from web.service_calls import Written
from web.session_card import read_session
from web.setting import setting
from web.teams import local_time, own_team
from web.visitor import for_roles, visitor

bp = Blueprint("my_sessions", __name__, url_prefix="/me/sessions")

_BACK = timedelta(days=180)
"""How far the list of those that are over goes."""


@bp.get("")
@for_roles("rep")
def sessions() -> Response:
    caller, me, local = visitor().caller, visitor().account, local_time()
    since = (local.today - _BACK).isoformat()
    found = [read_session(item) for item in setting().followup.sessions(caller, me.person_id, since, position())]
    to_come = [each for each in found if each.is_to_come]
    following = to_come[0] if to_come else None
    agenda = read_agenda(setting().followup.agenda(caller, following.id, position())) if following else None
    return hx.show(
        "my_sessions/sessions.html",
        "main",
        next=following,
        agenda=agenda,
        later=to_come[1:],
        over=[each for each in reversed(found) if not each.is_to_come],
        local=local,
        me=me,
        team=own_team() or {},
        new_id=setting().new_id,
        did=request.args.get("did", ""),
    )


@bp.post("/<id:session_id>/points")
@for_roles("rep")
def raise_point(session_id: str) -> Response:
    point_id, text = request.form.get("entry", ""), request.form.get("text", "").strip()
    if not is_id(point_id):
        abort(400)
    written = setting().observation.raise_point(visitor().caller, session_id, point_id.lower(), text)
    return _done("raised", written)


@bp.post("/<id:session_id>/rating")
@for_roles("rep")
def rate(session_id: str) -> Response:
    score, text = number(request.form.get("score", "")), request.form.get("text", "").strip()
    if not 1 <= score <= 5:
        abort(422, _("Choose from 1 to 5 what it was worth to you."))
    return _done("rated", setting().observation.rate(visitor().caller, session_id, score, text))


def _done(did: str, written: Written) -> Response:
    return hx.see_other(url_for("my_sessions.sessions", at=written.position, did=did))
