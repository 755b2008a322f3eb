"""Only our own pages may change something (`trust.md`, CSRF)."""

from __future__ import annotations

from flask import Flask, Request, abort, request

from web.setting import setting

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    @app.before_request
    def refuse_foreign_writes() -> None:
        if request.method not in _SAFE and not is_ours(request, setting().public_origin):
            abort(403)


def is_ours(asked: Request, public_origin: str) -> bool:
    """What the browser says of where the request comes from; without its word it is not ours."""
    site = asked.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin" or (site == "none" and asked.headers.get("Sec-Fetch-Mode") == "navigate")
    return asked.headers.get("Origin") == public_origin
