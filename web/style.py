"""The style page: every token and component in each of its states, for who works on the screens.

It is made of the macros that the screens are made of, so it shows what they show. It stands in a demonstration, and
for operations elsewhere; to everybody else it does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from flask import Blueprint, Response, abort, g

from web import hx, style_samples
from web.due_choice import offer_days
from web.setting import setting
from web.visitor import is_signed_in, visitor

bp = Blueprint("style", __name__, url_prefix="/style")

SIZES = ("t-2xl", "t-xl", "t-l", "t-m", "t-s")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of the sheet by what they are for. ``colours`` pairs a remark of the sheet with those under it."""

    colours: list[tuple[str, list[str]]]
    spaces: list[str]


@bp.get("")
def style() -> Response:
    if setting().demo is None and not (is_signed_in() and visitor().is_one_of("ops")):
        abort(404)
    g.setdefault("tab_counts", {})["timeline.timeline"] = (3, "")
    return hx.show(
        "style/style.html",
        "main",
        tokens=read_tokens(),
        sizes=SIZES,
        sample=style_samples.of,
        days=offer_days(style_samples.LOCAL),
        local=style_samples.LOCAL,
        local_of=lambda _team_id: style_samples.LOCAL,
        new_id=setting().new_id,
        me=style_samples.ME,
        show="all",
        before="",
    )


def read_tokens() -> Tokens:
    """As the sheet itself declares them, so that none can be forgotten here."""
    sheet = files("web").joinpath("static/css/floor/_tokens.css").read_text(encoding="utf-8")
    colours = [(remark, names) for remark, names in _remarks(sheet) if names]
    return Tokens(colours, re.findall(r"--(s\d+):", sheet))


def _remarks(sheet: str) -> Iterator[tuple[str, list[str]]]:
    """Each remark with the colours declared under it, up to the next."""
    for remark, declared in re.findall(r"/\* (.*?) \*/([^/]*)", sheet, re.DOTALL):
        yield remark, re.findall(r"--([a-z0-9-]+): light-dark\(oklch", declared)
