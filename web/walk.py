"""The walk: the team in the order of need."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request, url_for

from contracts.instants import wire_instant
from web import hx, tabs
from web.addresses import number, position
from web.languages import _
from web.phone_time import occurred
from web.service_clients import Json
from web.setting import setting
from web.teams import local_time, managed_teams
from web.visitor import for_roles, visitor
from web.walk_rows import SHOWN, read_row, sort_rows

bp = Blueprint("walk", __name__)


@bp.get("/walk")
@for_roles("supervisor")
def walk() -> Response:
    found = setting().followup.walk(visitor().caller, position())
    show_duties(len(setting().followup.duties(visitor().caller)))
    rows = [read_row(item) for item in found["items"]]
    find, show = request.args.get("q", "")[:100], request.args.get("show", "all")
    show = show if show in SHOWN else "all"
    return hx.show(
        "walk/walk.html",
        "main",
        live=("ending", "tally"),
        rows=sort_rows(rows, find, show),
        team_is_empty=not rows,
        managed=managed_teams(),
        team=found.get("team") or {},
        size=len(rows),
        walk=found.get("walk"),
        local=local_time((found.get("team") or {}).get("id")),
        find=find,
        show=show,
        ended={
            name: number(request.args[name]) for name in ("seen", "of", "notes", "promises") if name in request.args
        },
    )


@bp.post("/walk/<id:walk_id>/end")
@for_roles("supervisor")
def end(walk_id: str) -> Response:
    found = setting().followup.walk(visitor().caller)
    ended_at = occurred(f"{walk_id}/end")
    written = setting().observation.end_walk(visitor().caller, walk_id, wire_instant(ended_at))
    summary: dict[str, Any] = _summary(found, walk_id)
    return hx.see_other(url_for("walk.walk", at=written.position, **summary))


def show_duties(count: int) -> None:
    """The number on the Due tab."""
    tabs.waiting("due.due", count, _("owed"))


def _summary(found: Json, walk_id: str) -> dict[str, int]:
    walk = found.get("walk") or {}
    if walk.get("id") != walk_id:
        return {}
    counts = {name: int(walk.get(name) or 0) for name in ("seen", "notes", "promises")}
    return {**counts, "of": len(found["items"])}
