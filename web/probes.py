"""What machines ask: alive, ready, figures, and the public keys that tokens are checked with."""

from __future__ import annotations

import time

from flask import Blueprint, Response, g, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest

from web.setting import setting
from web.unmeasured import is_unmeasured


def probes(registry: CollectorRegistry) -> Blueprint:
    """Open on purpose: they tell nothing of people."""
    bp = Blueprint("probes", __name__)
    seconds = Histogram(
        "floorwalk_http_request_seconds",
        "Requests by route and status",
        ["method", "route", "status"],
        registry=registry,
    )

    @bp.get("/livez")
    def livez() -> Response:
        return Response("ok\n", mimetype="text/plain")

    @bp.get("/readyz")
    def readyz() -> Response:
        """Ready with the database alone: without the services the pages still say what to do."""
        state = setting().accounts.trouble() or "ok"
        response = jsonify({"database": state})
        response.status_code = 200 if state == "ok" else 503
        return response

    @bp.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    @bp.get("/.well-known/jwks.json")
    def jwks() -> Response:
        response = jsonify(setting().jwks)
        response.headers["Cache-Control"] = "public, max-age=300"
        return response

    @bp.before_app_request
    def begin() -> None:
        g.began = time.perf_counter()

    @bp.after_app_request
    def measure(response: Response) -> Response:
        if is_unmeasured():
            return response
        route = request.url_rule.rule if request.url_rule else "none"
        seconds.labels(request.method, route, str(response.status_code)).observe(time.perf_counter() - g.began)
        return response

    return bp
