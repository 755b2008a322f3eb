"""Team: who was last seen when, at every level."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from flask import Blueprint, Response

from web import hx
from web.coverage import levels_of
from web.dates import LocalTime
from web.setting import setting
from web.teams import local_time
from web.visitor import for_roles, visitor
from web.walk import show_duties
from web.walk_rows import Row, read_row

bp = Blueprint("team", __name__)

RECENT = timedelta(days=7)


@bp.get("/team")
@for_roles("supervisor")
def team() -> Response:
    found = setting().followup.walk(visitor().caller)
    show_duties(len(setting().followup.duties(visitor().caller)))
    local = local_time((found.get("team") or {}).get("id"))
    rows = [read_row(item) for item in found["items"]]
    return hx.show(
        "team/team.html",
        "main",
        rows=longest_unseen_first(rows),
        seen=seen_lately(rows, local),
        with_promises=sum(bool(row.next_due_on or row.overdue_days or row.is_due_today) for row in rows),
        overdue=sum(row.overdue_days > 0 for row in rows),
        levels=levels_of(setting().followup.coverage(visitor().caller)),
        team=found.get("team") or {},
        local=local,
    )


def longest_unseen_first(rows: Iterable[Row]) -> list[Row]:
    """Who was never seen comes first of all."""
    return sorted(rows, key=lambda row: (row.last_seen.timestamp() if row.last_seen else 0.0, row.name))


def seen_lately(rows: Iterable[Row], local: LocalTime) -> int:
    """How many were seen within the last seven days."""
    return sum(row.last_seen is not None and local.now - row.last_seen <= RECENT for row in rows)
