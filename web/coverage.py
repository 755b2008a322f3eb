"""Coverage for operations: how many of each level and team were seen lately. Figures, no names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response

from web import hx
from web.languages import _
from web.setting import setting
from web.teams import local_time
from web.visitor import for_roles, visitor

bp = Blueprint("coverage", __name__, url_prefix="/ops/coverage")


@dataclass(frozen=True, slots=True)
class Covered:
    """How many reps of a level or a team were seen within 7, 14 and 30 days, and how many never."""

    name: str
    reps: int
    week: int
    fortnight: int
    month: int
    never: int


@bp.get("")
@for_roles("ops")
def coverage() -> Response:
    found = setting().followup.coverage(visitor().caller)
    return hx.show(
        "coverage/coverage.html",
        "main",
        every=read_covered(found["all"], _("Everybody")),
        levels=levels_of(found),
        of_teams=[read_covered(team, team.get("name") or _("Without a team")) for team in found["teams"]],
        local=local_time(),
        me=visitor().account,
    )


def levels_of(found: Mapping[str, Any]) -> list[Covered]:
    """By level, as the service orders them."""
    words = {"new": _("New"), "developing": _("Developing"), "steady": _("Steady"), "star": _("Star")}
    return [read_covered(item, words.get(item.get("level") or "", _("No level"))) for item in found["items"]]


def read_covered(wire: Mapping[str, Any], name: str) -> Covered:
    return Covered(name, wire["reps"], wire["seen_7"], wire["seen_14"], wire["seen_30"], wire["never"])
