"""What a phone's outbox may rely on: whose entry it is, when it was made, and an answer that says it arrived."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response, jsonify, request

from contracts.problems import ANOTHER_PERSONS_ENTRY, MEDIA_TYPE, Problem
from web import hx
from web.phone_time import ENTRY
from web.setting import setting
from web.visitor import SignInNeeded, for_roles, is_signed_in, visitor

ACTING = "X-Acting-User"
"""Whose entry it is. Also on every page: whose page it is."""

bp = Blueprint("outbox", __name__, url_prefix="/outbox")


@bp.get("")
@for_roles()
def waiting() -> Response:
    """What waits on this phone; the phone's own script fills it in."""
    return hx.show("outbox/waiting.html", "main")


def init_app(app: Flask) -> None:
    app.before_request(_refuse_another_persons)
    app.after_request(_answer_an_outbox)

    @app.context_processor
    def phone() -> dict[str, Any]:
        offset = setting().clock() - setting().accounts.present()
        person = visitor().account.person_id if is_signed_in() else ""
        return {"person": person, "clock_offset": round(offset.total_seconds() * 1_000)}


def _refuse_another_persons() -> Response | None:
    """An entry is written in the name of whoever made it, never of whoever holds the phone now."""
    acting = request.headers.get(ACTING)
    if acting is None:
        return None
    if not is_signed_in():
        raise SignInNeeded
    if acting == visitor().account.person_id:
        return None
    response = jsonify(Problem(ANOTHER_PERSONS_ENTRY).to_wire())
    response.status_code, response.mimetype = ANOTHER_PERSONS_ENTRY.status, MEDIA_TYPE
    return response


def _answer_an_outbox(response: Response) -> Response:
    """An outbox does not follow: it is told where the answer can be seen. Only with its own id is it sure that we,
    and not whoever runs the Wi-Fi, have answered."""
    if is_signed_in() and response.mimetype == "text/html":
        response.headers[ACTING] = visitor().account.person_id
    if ACTING not in request.headers:
        return response
    response.headers[ENTRY] = request.headers.get(ENTRY, "")[:64]
    if response.status_code == 303:
        response.status_code = 204
        response.set_data(b"")
        del response.headers["Content-Type"]
    return response
