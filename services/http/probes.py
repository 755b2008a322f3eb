"""``/livez``, ``/readyz`` and ``/metrics``, and the measuring of requests."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import orjson
from flask import Blueprint, Response, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest

from services.http.endpoints import declared_of, endpoint

Ready = Callable[[], Mapping[str, str]]


def probes(ready: Ready, registry: CollectorRegistry) -> Blueprint:
    """The routes that an operator's machines ask, open on purpose: they tell nothing of people."""
    blueprint = Blueprint("probes", __name__)
    seconds = Histogram(
        "floorwalk_http_request_seconds",
        "Requests by route and status",
        ["method", "route", "status"],
        registry=registry,
    )

    @blueprint.get("/livez")
    @endpoint(None)
    def livez() -> Response:
        """The process answers."""
        return Response("ok\n", mimetype="text/plain")

    @blueprint.get("/readyz")
    @endpoint(None)
    def readyz() -> Response:
        """Every part this service needs is there."""
        parts = ready()
        status = 200 if all(state == "ok" for state in parts.values()) else 503
        return Response(orjson.dumps(dict(parts)), status, mimetype="application/json")

    @blueprint.get("/metrics")
    @endpoint(None)
    def metrics() -> Response:
        """Prometheus text format."""
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    @blueprint.before_app_request
    def begin() -> None:
        g.began = time.perf_counter()

    @blueprint.after_app_request
    def measure(response: Response) -> Response:
        if not _is_measured():
            return response
        route = request.url_rule.rule if request.url_rule else "none"
        seconds.labels(request.method, route, str(response.status_code)).observe(time.perf_counter() - g.began)
        return response

    return blueprint


def _is_measured() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    declared = declared_of.get(view) if view else None
    return declared is None or declared.measured
