"""Did it work? The four levels in plain figures: for ops everywhere, for supervisors of their own teams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request

from web import hx
from web.addresses import is_id
from web.languages import _
from web.setting import setting
from web.signals import number, signal_word
from web.teams import local_time, teams
from web.visitor import for_roles, visitor

bp = Blueprint("effectiveness", __name__)

FEW = 10
"""Of fewer no percentage is told: the two numbers say it better."""


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``."""

    part: int
    whole: int

    @property
    def is_few(self) -> bool:
        return self.whole < FEW

    @property
    def percent(self) -> int:
        return round(100 * self.part / self.whole) if self.whole else 0


@dataclass(frozen=True, slots=True)
class Line:
    """One behaviour, team or supervisor."""

    name: str
    kept: Share
    slipped: Share
    praise: Share
    hours: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A promise whose signal was to move, or did."""

    signal: str
    verdict: str
    before: str
    after: str
    days_before: int
    days_after: int
    compared: int


@bp.get("/ops/effectiveness")
@for_roles("ops")
def everywhere() -> Response:
    """All teams, or one that was chosen."""
    chosen = request.args.get("team", "").lower()
    return _show("effectiveness/ops.html", chosen if is_id(chosen) and chosen in teams() else None)


@bp.get("/team/effectiveness")
@for_roles("supervisor")
def of_own_teams() -> Response:
    return _show("effectiveness/own.html", None)


def _show(template: str, team_id: str | None) -> Response:
    found = setting().followup.effectiveness(visitor().caller, team_id)
    every = found["all"]
    return hx.show(
        template,
        "main",
        ended=every["ended"],
        kept=_share(every["kept_on_time"]),
        revisited=_share(every["confirmed_by_revisit"]),
        slipped=_share(every["slipped_again"]),
        praise=_share(every["praise_share"]),
        learning=_share(every["learning"]),
        waited=every["hours_to_acknowledgement"],
        median=hours(every["hours_to_acknowledgement"]["median"]),
        reaction=every["reaction"],
        rated=number(every["reaction"]["mean"] or 0),
        behaviours=[_line(item, item.get("label") or _("No behaviour named")) for item in found["items"]],
        lines_of_teams=[_line(item, item.get("name") or _("Without a team")) for item in found["teams"]],
        supervisors=[_line(item, item.get("name") or _("Somebody")) for item in found["supervisors"]],
        months=[_share(month["kept_on_time"]) for month in found["months"]],
        counts=found["results"]["counts"],
        moved=[_moved(item) for item in found["results"]["items"]],
        chosen=team_id,
        teams=sorted(teams().values(), key=lambda team: str(team["name"])),
        local=local_time(),
        me=visitor().account,
    )


def hours(value: float | None) -> str:
    """``about 3 h``, ``about 2 days``."""
    if value is None:
        return ""
    if value < 1:
        return _("within an hour")
    return _("about %(n)s h", n=round(value)) if value < 48 else _("about %(n)s days", n=round(value / 24))


def _share(wire: Mapping[str, Any]) -> Share:
    return Share(int(wire["n"]), int(wire["of"]))


def _line(wire: Mapping[str, Any], name: str) -> Line:
    median = hours(wire["hours_to_acknowledgement"]["median"])
    return Line(name, _share(wire["kept_on_time"]), _share(wire["slipped_again"]), _share(wire["praise_share"]), median)


def _moved(wire: Mapping[str, Any]) -> Moved:
    before, after = (number(wire[side]["mean"] or 0) for side in ("before", "after"))
    days = int(wire["before_days"]), int(wire["after_days"])
    return Moved(signal_word(wire["signal"]), wire["verdict"], before, after, *days, int(wire["peers"]))
