"""Routes that are compiled once a run. Werkzeug writes a function for each route of each app, which takes longer than
most tests that make an app for themselves; what it writes hangs on nothing but the route."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

_Builder = Callable[..., tuple[str, str]]
_compile = Rule._compile_builder
_known: dict[tuple[object, ...], _Builder] = {}


def compile_routes_once() -> None:
    Rule._compile_builder = _compiled  # type: ignore[method-assign]


def _compiled(rule: Rule, append_unknown: bool = True) -> _Builder:
    if rule.defaults:
        return _compile(rule, append_unknown)
    shape: tuple[Any, ...] = (rule.rule, append_unknown, *rule._trace)
    if shape not in _known:
        _known[shape] = _compile(rule, append_unknown)
    return _known[shape]
