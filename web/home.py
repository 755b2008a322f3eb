"""The first page of each role."""

from __future__ import annotations

from flask import Blueprint, Response, url_for

from web import hx
from web.visitor import for_roles, visitor

bp = Blueprint("home", __name__)

_FIRST_PAGES = (
    ("supervisor", "walk.walk"),
    ("rep", "timeline.timeline"),
    ("counsellor", "referrals.inbox"),
    ("ops", "alerts.alerts"),
    ("admin", "people.people"),
)


@bp.get("/")
@for_roles()
def home() -> Response:
    page = next((page for role, page in _FIRST_PAGES if visitor().is_one_of(role)), "me.account")
    return hx.see_other(url_for(page))
