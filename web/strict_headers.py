"""Headers that leave a browser nothing to do but show our own pages."""

from __future__ import annotations

from flask import Flask, Response, request

from web.setting import setting

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_ASSETS = {"Content-Security-Policy": "default-src 'none'"}
"""A drawing opened by itself is a document too, and needs nothing. What else a page is told says nothing of a sheet."""
_PAGES = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def init_app(app: Flask) -> None:
    @app.after_request
    def harden(response: Response) -> Response:
        is_asset = request.endpoint == "assets.asset"
        response.headers.update(_ALWAYS | (_ASSETS if is_asset else _PAGES))
        if setting().is_secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if not is_asset:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response
