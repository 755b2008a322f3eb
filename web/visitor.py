"""Who is asking: the session of the cookie, and what became of its person since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from typing import Any, ParamSpec, cast

from flask import Flask, Response, abort, g, request

from contracts.instants import wire_instant
from web import service_clients
from web.accounts import Account, Accounts, Person
from web.accounts.sessions import limits
from web.addresses import own_path
from web.phone_time import entry_time
from web.service_errors import ServiceError
from web.service_tokens import Caller
from web.setting import setting
from web.unmeasured import is_unmeasured

P = ParamSpec("P")


class SignInNeeded(Exception):
    """The page is for people who are signed in."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """``signed_in_at`` is system time."""

    account: Account
    session_id: str
    signed_in_at: datetime

    @property
    def caller(self) -> Caller:
        at = entry_time()
        is_ahead = request.headers.get("X-Purpose") == "prefetch"
        return Caller(self.account.person_id, self.account.roles, wire_instant(at) if at else "", is_ahead)

    def is_one_of(self, *roles: str) -> bool:
        return not self.account.roles.isdisjoint(roles)

    @property
    def is_at_desk(self) -> bool:
        """Where operations, admins and counsellors sit; whoever is on the floor, too, has a phone in the hand."""
        return self.is_one_of("ops", "admin", "counsellor") and not self.is_one_of("supervisor", "rep")


def init_app(app: Flask) -> None:
    @app.before_request
    def recognise() -> None:
        g.visitor = None
        token = request.cookies.get(_cookie())
        if token and request.blueprint not in {"assets", "probes", "worker"}:
            g.visitor = _recognise(token)

    @app.after_request
    def hand_over_token(response: Response) -> Response:
        if token := g.pop("new_token", None):
            _set_cookie(response, token, g.visitor.account if g.get("visitor") else None)
        return response


def visitor() -> Visitor:
    """Who is signed in.

    Raises:
        SignInNeeded: nobody is.
    """
    if g.get("visitor") is None:
        raise SignInNeeded
    return cast(Visitor, g.visitor)


def is_signed_in() -> bool:
    return g.get("visitor") is not None


def for_roles(*roles: str) -> Callable[[Callable[P, Response]], Callable[P, Response]]:
    """The view is for people with one of the roles; without any, for everybody who is signed in."""

    def guard(view: Callable[P, Response]) -> Callable[P, Response]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
            if roles and not visitor().is_one_of(*roles):
                abort(403)
            visitor()
            return view(*args, **kwargs)

        return guarded

    return guard


def let_in(account: Account) -> None:
    """Begin a session for the account on this device; the one of the old cookie ends."""
    g.new_token = setting().accounts.sessions.open(account, device_name(), request.cookies.get(_cookie()))
    g.visitor = Visitor(account, "", setting().accounts.present())


def let_out(response: Response) -> Response:
    """End the session of this device and have the browser forget the pages it has seen."""
    setting().accounts.sessions.end(request.cookies.get(_cookie(), ""))
    response.delete_cookie(_cookie(), secure=setting().is_secure, httponly=True, samesite="Lax")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def wanted_page() -> str | None:
    """Where the visitor wanted to go before signing in."""
    return own_path(request.values.get("next"))


def device_name() -> str:
    """A short name of the browser and the system, for the list of one's own devices."""
    agent = request.headers.get("User-Agent", "")
    names = (next((name for mark, name in marks if mark in agent), "") for marks in (_BROWSERS, _SYSTEMS))
    return " · ".join(name for name in names if name)


# A browser also names those it wants to be taken for, so the order matters.
_BROWSERS = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def has_left(person: service_clients.Json, today: date) -> bool:
    """``left_on`` is the last day."""
    left_on = person.get("left_on")
    return left_on is not None and date.fromisoformat(left_on) < today


def person_of(wire: service_clients.Json) -> Person:
    """What of a person the accounts need."""
    return Person(wire["id"], wire["name"], wire.get("email"), frozenset(wire["roles"]), wire.get("team_id"))


def _recognise(token: str) -> Visitor | None:
    accounts = setting().accounts
    session = accounts.sessions.find(token)
    # What is read here shows in the figures of the service: a page of which nothing is left behind reads nothing.
    if session and not is_unmeasured() and accounts.claim_check(session.account.person_id):
        _follow(accounts, session.account)
        session = accounts.sessions.find(token)
    if session is None:
        return None
    if session.roles_changed:
        g.new_token = accounts.sessions.rotate(token)
    return Visitor(session.account, session.id, session.began_at)


def _follow(accounts: Accounts, account: Account) -> None:
    """Read the person again. Who has left is signed out; while the service cannot be reached nothing changes."""
    try:
        wire = setting().observation.person(account.person_id)
    except ServiceError as err:
        if err.status == 404:
            accounts.close(account.person_id)
        return
    if has_left(wire, setting().clock().date()):
        accounts.close(account.person_id)
    elif wire.get("name"):
        accounts.follow(person_of(wire))


def _cookie() -> str:
    return "__Host-sid" if setting().is_secure else "sid"


def _set_cookie(response: Response, token: str, account: Account | None) -> None:
    _, whole = limits(account.roles if account else ())
    options: dict[str, Any] = {"secure": setting().is_secure, "httponly": True, "samesite": "Lax", "path": "/"}
    response.set_cookie(_cookie(), token, max_age=whole // 1_000_000, **options)
