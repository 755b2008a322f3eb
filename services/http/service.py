"""The Flask app that a service starts from: its routes, its problems, its probes, its description."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping

from flask import Blueprint, Flask, Response, request
from prometheus_client import CollectorRegistry
from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter

from contracts.problems import (
    MALFORMED,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    TOO_LARGE,
    UNSUPPORTED_MEDIA_TYPE,
    Kind,
    Problem,
)
from contracts.tokens import Verifier
from services.http.answers import problem_answer
from services.http.endpoints import VERIFIER, declared_of
from services.http.openapi import openapi_blueprint
from services.http.probes import Ready, probes

BODY_LIMIT = 64 * 1024
"""Bytes a body may have, unless its route says otherwise."""

Translate = Mapping[type[Exception], Callable[[Exception], Problem]]


class ActionUnknown(Exception):
    """A route names no action that the policy decides; the service does not start."""


def create_service(
    name: str,
    blueprints: Iterable[Blueprint],
    verifier: Verifier,
    actions: Collection[str],
    ready: Ready,
    registry: CollectorRegistry,
    translate: Translate,
) -> Flask:
    """Build a service's app.

    Args:
        name: ``observation`` or ``followup``.
        blueprints: one a noun.
        verifier: checks the token of every guarded route.
        actions: what the service's policy decides.
        ready: what `/readyz` reports, by part: ``ok``, or what is wrong.
        registry: what `/metrics` shows.
        translate: foreign errors that are answered as problems.

    Raises:
        ActionUnknown: a route is not guarded, or by an action that the policy does not know.
    """
    app = Flask(name, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_LIMIT
    app.extensions[VERIFIER] = verifier
    app.url_map.converters["id"] = IdConverter
    app.url_map.strict_slashes = True
    for blueprint in (*blueprints, openapi_blueprint(name), probes(ready, registry)):
        app.register_blueprint(blueprint)
    _refuse_open_doors(app, actions)
    _answer_errors(app, translate)
    return app


class IdConverter(BaseConverter):
    """A UUID in a path, given to the view in canonical lower case; anything else is not found."""

    regex = r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"

    def to_python(self, value: str) -> str:
        return value.lower()


def _refuse_open_doors(app: Flask, actions: Collection[str]) -> None:
    for name, view in app.view_functions.items():
        declared = declared_of.get(view)
        if declared is None or (declared.action is not None and declared.action not in actions):
            raise ActionUnknown(f"route {name}: {declared.action if declared else 'not declared'}")


_KIND_OF_STATUS: dict[int | None, Kind] = {
    404: NOT_FOUND,
    405: METHOD_NOT_ALLOWED,
    413: TOO_LARGE,
    415: UNSUPPORTED_MEDIA_TYPE,
}


def _answer_errors(app: Flask, translate: Translate) -> None:
    @app.errorhandler(Problem)
    def answer_problem(problem: Problem) -> Response:
        return problem_answer(problem)

    @app.errorhandler(HTTPException)
    def answer_http_error(error: HTTPException) -> Response:
        if error.code is not None and error.code >= 500:
            return problem_answer(Problem(Kind("internal", error.code, "Something broke here")))
        response = problem_answer(Problem(_KIND_OF_STATUS.get(error.code, MALFORMED)))
        if error.code == 405:
            response.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
        return response

    for foreign, to_problem in translate.items():
        app.register_error_handler(foreign, _translated(to_problem))


def _translated(to_problem: Callable[[Exception], Problem]) -> Callable[[Exception], Response]:
    return lambda error: problem_answer(to_problem(error))


_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


def traceparent() -> str | None:
    """The caller's W3C trace context, where it sent a well-formed one."""
    sent = request.headers.get("traceparent", "")
    return sent if _TRACEPARENT.fullmatch(sent) else None
