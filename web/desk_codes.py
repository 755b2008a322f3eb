"""A printed code for each desk: the supervisor's phone reads it and is at that rep's card."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from flask import Blueprint, Response, url_for
from markupsafe import Markup

from web import hx
from web.people import by_team, in_reach
from web.service_clients import Json
from web.setting import setting
from web.visitor import for_roles

bp = Blueprint("desk_codes", __name__, url_prefix="/people/desk-codes")


@dataclass(frozen=True, slots=True)
class DeskCode:
    name: str
    code: Markup


@bp.get("")
@for_roles("admin", "supervisor")
def sheet() -> Response:
    """The address holds an id and no name; who opens it must be signed in and lead that rep's team."""
    reps = [person for person in in_reach() if "rep" in person["roles"]]
    groups = [(team, [_code(rep) for rep in people]) for team, people in by_team(reps)]
    return hx.show("desk_codes/sheet.html", "main", groups=groups)


def _code(rep: Json) -> DeskCode:
    address = setting().public_origin + url_for("rep.card", rep_id=rep["id"])
    drawn = segno.make(address, micro=False).svg_inline(omitsize=True, border=2)
    return DeskCode(rep.get("name") or "", Markup(drawn))  # noqa: S704  # drawn by the library, of our own address
