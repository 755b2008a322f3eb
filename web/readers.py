"""Who read what is kept of a rep, day by day: coaching is not done behind anybody's back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, request

from web import hx
from web.pledge import name_of
from web.setting import setting
from web.teams import local_time
from web.visitor import for_roles, visitor

bp = Blueprint("readers", __name__, url_prefix="/me/readers")


@bp.get("")
@for_roles("rep")
def readers() -> Response:
    page = setting().followup.readers(visitor().caller, request.args.get("before", "")[:200])
    return hx.show(
        "readers/readers.html",
        "main",
        days=by_day(page["items"]),
        next=page.get("next"),
        is_first="before" not in request.args,
        local=local_time(),
        me=visitor().account,
    )


def by_day(lines: Iterable[Mapping[str, Any]]) -> list[tuple[date, list[str]]]:
    """The days as they come, each with the names of its readers by the alphabet."""
    days = groupby(lines, key=lambda line: date.fromisoformat(line["on"]))
    return [(day, sorted((name_of(line["by"]) for line in group), key=str.casefold)) for day, group in days]
