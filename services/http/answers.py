"""How an answer leaves: JSON by orjson, with an ETag, 304 where the caller has it already."""

from __future__ import annotations

import hashlib
from typing import Any

import orjson
from flask import Response, request

from contracts.problems import MEDIA_TYPE, Problem


def answer(payload: Any, status: int = 200, etag: str | None = None) -> Response:
    """JSON; a GET always gets an ETag, by default made from the bytes of the answer."""
    response = Response(orjson.dumps(payload), status, mimetype="application/json")
    response.headers["Cache-Control"] = "private, no-cache"
    if etag is None and request.method in {"GET", "HEAD"}:
        etag = hashlib.blake2b(response.get_data(), digest_size=12).hexdigest()
    if etag is not None:
        response.set_etag(etag)
        response.make_conditional(request)
    return response


def problem_answer(problem: Problem) -> Response:
    """RFC 9457 ``application/problem+json``."""
    response = Response(orjson.dumps(problem.to_wire()), problem.kind.status, mimetype=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    if problem.retry_after is not None:
        response.headers["Retry-After"] = str(problem.retry_after)
    if problem.kind.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
