"""Redeeming a one-time code: it sets a new password and signs in."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from web import hx
from web.accounts import AddressTaken, Person
from web.accounts.passwords import SHORTEST, Refusal, refusal
from web.accounts.store import PER_ADDRESS
from web.languages import _
from web.service_errors import ServiceError
from web.setting import setting
from web.visitor import has_left, let_in, person_of

bp = Blueprint("enrolment", __name__, url_prefix="/enrol")


@bp.get("")
def form() -> Response:
    return _form({})


@bp.post("")
def enrol() -> Response:
    if wait := setting().accounts.throttle.take(f"address {request.remote_addr}", PER_ADDRESS):
        response = _form({"code": _("Too many tries. Wait %(seconds)s seconds, then try again.", seconds=wait)}, 429)
        response.headers["Retry-After"] = str(wait)
        return response
    code, password = request.form.get("code", "")[:100], request.form.get("password", "")[:400]
    person = _person_of(code)
    if person is None:
        return _form({"code": _not_good()}, 422)
    if why := refusal(password, person.name, person.email or ""):
        return _form({"password": _refusal_words()[why]}, 422)
    return _set_password(code, person, password)


def _person_of(code: str) -> Person | None:
    person_id = setting().accounts.codes.person_of(code)
    if person_id is None:
        return None
    try:
        wire = setting().observation.person(person_id)
    except ServiceError as err:
        if err.status == 404:
            return None
        raise
    gone = has_left(wire, setting().clock().date()) or not wire.get("email")
    return None if gone else person_of(wire)


def _set_password(code: str, person: Person, password: str) -> Response:
    try:
        account = setting().accounts.enrol(code, person, password)
    except AddressTaken:
        return _form(
            {"code": _("Somebody else signs in with your e-mail address. Ask your admin to set it right.")}, 422
        )
    if account is None:
        return _form({"code": _not_good()}, 422)
    let_in(account)
    return hx.see_other(url_for("home.home"))


def _form(errors: dict[str, str], status: int = 200) -> Response:
    code = request.values.get("code", "")[:100]
    response = hx.show("enrolment/form.html", "main", status=status, errors=errors, code=code, shortest=SHORTEST)
    response.headers["Cache-Control"] = "no-store"
    return response


def _not_good() -> str:
    return _("This code is not good any more. Ask for a new one.")


def _refusal_words() -> dict[Refusal, str]:
    return {
        "short": _("Use at least %(num)s characters: a few words in a row are easy to keep in mind.", num=SHORTEST),
        "long": _("That is too long."),
        "common": _("That is one of the first that somebody would guess. Use a few words that do not belong together."),
        "personal": _("Leave out your name and your e-mail address."),
    }
