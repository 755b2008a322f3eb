"""The password once more, where what is shown asks for it: whoever finds an open phone does not read on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, Response, request, url_for

from web import hx
from web.accounts import Account
from web.languages import _
from web.setting import setting
from web.unmeasured import leave_nothing_behind
from web.visitor import for_roles, let_in, visitor, wanted_page

bp = Blueprint("fresh", __name__, url_prefix="/signin/again")
bp.after_request(leave_nothing_behind)

P = ParamSpec("P")

FRESH = timedelta(minutes=5)
"""How long a password is good for reading a referral (`trust.md`, login)."""


def freshly_signed_in(view: Callable[P, Response]) -> Callable[P, Response]:
    """The view is for those who gave their password within the last five minutes; others are asked for it first."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
        if setting().accounts.present() - visitor().signed_in_at <= FRESH:
            return view(*args, **kwargs)
        return hx.leave_to(url_for("fresh.form", next=request.full_path.rstrip("?")))

    return guarded


@bp.get("")
@for_roles()
def form() -> Response:
    return _form()


@bp.post("")
@for_roles()
def sign_in_again() -> Response:
    """The session begins anew, under a new token."""
    password = request.form.get("password", "")[:400]
    found = setting().accounts.check_password(visitor().account.email, password, request.remote_addr or "")
    if isinstance(found, Account):
        let_in(found)
        return hx.see_other(wanted_page() or url_for("home.home"))
    if found is None:
        return _form(422, _("That is not your password. Try again."))
    response = _form(429, _("Too many tries. Wait %(seconds)s seconds, then try again.", seconds=found))
    response.headers["Retry-After"] = str(found)
    return response


def _form(status: int = 200, trouble: str = "") -> Response:
    return hx.show(
        "fresh/form.html", "main", status=status, trouble=trouble, next=wanted_page() or "", me=visitor().account
    )
