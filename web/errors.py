"""What a person sees when something did not work: what happened, what to do next, and what was typed, kept."""

from __future__ import annotations

import logging

from flask import Flask, Response, request, url_for
from werkzeug.exceptions import HTTPException, InternalServerError

from web import hx
from web.field_words import field_words
from web.languages import _
from web.service_errors import ServiceError
from web.visitor import SignInNeeded

log = logging.getLogger(__name__)

_SECRET = frozenset({"password"})
_TEXTS = frozenset({"quote", "note", "text", "reason", "practice", "model_phrase", "impact"})
"""Fields that hold what somebody wrote, and that are shown again so that nobody fears for it."""


def init_app(app: Flask) -> None:
    app.register_error_handler(ServiceError, _show_service_error)
    app.register_error_handler(SignInNeeded, _ask_to_sign_in)
    app.register_error_handler(HTTPException, _show_http_error)


def _show_service_error(error: ServiceError) -> Response:
    if error.unreachable:
        response = _show(503, _("Not reachable right now"), _unreachable_words())
        response.headers["Retry-After"] = str(error.retry_after or 5)
        return response
    title, words = _words_of(error.status)
    return _show(error.status, title, error.detail or " ".join(field_words(error).values()) or words)


def _ask_to_sign_in(_error: SignInNeeded) -> Response:
    if request.method == "GET" and not hx.wants_fragment():
        wanted = request.full_path.rstrip("?")
        return hx.see_other(url_for("signin.form", next=None if wanted == "/" else wanted))
    return _show(401, _("You were signed out"), _("Sign in again in a new tab, then come back here and send it."))


def _show_http_error(error: HTTPException) -> Response | HTTPException:
    if isinstance(error, InternalServerError):
        log.error("a view failed", exc_info=error.original_exception)
    if not error.code:
        return error  # a redirect of the router's own
    title, words = _words_of(error.code)
    # Only a page of ours refuses what was sent, and it says why.
    return _show(error.code, title, error.description or words if error.code == 422 else words)


def _show(status: int, title: str, words: str) -> Response:
    kept = _kept()
    response = hx.show(
        "errors/error.html",
        "notice",
        status=status,
        code=status,
        title=title,
        words=words,
        kept=kept,
        texts=[value for name, value in kept if name in _TEXTS and value.strip()],
    )
    return hx.without_swap(response) if hx.wants_fragment() else response


def _kept() -> list[tuple[str, str]]:
    """The fields of the form that was sent, so that it can be sent again as it was."""
    if request.method != "POST":
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name not in _SECRET]


def _unreachable_words() -> str:
    if request.method == "POST":
        return _("It was not saved yet. Nothing is lost: what you wrote is still here. Try again in a moment.")
    return _("A part of Floorwalk does not answer just now. What you wrote is kept. Try again in a moment.")


def _words_of(status: int) -> tuple[str, str]:
    known = {
        403: (
            _("This page is for others"),
            _("It belongs to another role than yours. If you need it, ask your admin."),
        ),
        404: (_("There is nothing here"), _("It may have been taken back, or it is not yours to see.")),
        409: (_("That does not fit any more"), _("Something changed meanwhile. Look again before you go on.")),
        413: (_("That is too long"), _("Shorten it and send it again.")),
        422: (_("Some of it is not right"), _("Look it over and send it again.")),
        429: (_("Too many tries"), _("Wait a moment, then try again.")),
    }
    return known.get(status, (_("That did not work"), _("Go back and try again. If it stays so, tell your admin.")))
