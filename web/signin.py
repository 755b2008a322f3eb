"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, Response, request, url_for

from web import hx
from web.accounts import Account
from web.languages import _
from web.setting import setting
from web.visitor import is_signed_in, let_in, let_out, wanted_page

bp = Blueprint("signin", __name__)


@bp.get("/signin")
def form() -> Response:
    if is_signed_in():
        return hx.see_other(wanted_page() or url_for("home.home"))
    return _form()


@bp.post("/signin")
def sign_in() -> Response:
    email, password = request.form.get("email", ""), request.form.get("password", "")
    found = setting().accounts.check_password(email[:200], password[:400], request.remote_addr or "")
    if isinstance(found, Account):
        let_in(found)
        return hx.see_other(wanted_page() or url_for("home.home"))
    if found is None:
        return _form(422, _("This e-mail address and this password do not go together. Try again."))
    response = _form(429, _("Too many tries. Wait %(seconds)s seconds, then try again.", seconds=found))
    response.headers["Retry-After"] = str(found)
    return response


@bp.post("/signout")
def sign_out() -> Response:
    return let_out(hx.see_other(url_for("signin.form")))


def _form(status: int = 200, trouble: str = "") -> Response:
    email = request.values.get("email", "")[:200]
    demo = setting().demo
    return hx.show(
        "signin/form.html", "main", status=status, trouble=trouble, email=email, next=wanted_page() or "", demo=demo
    )
