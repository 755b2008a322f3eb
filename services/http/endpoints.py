"""One decorator a route: who may call it, what it takes, what it answers.

The declaration is used three times: to guard the call, to check at the start that the policy knows the action,
and to write the OpenAPI document.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from flask import Response, current_app, request
from marshmallow import Schema

from contracts.problems import UNAUTHENTICATED, Problem
from contracts.tokens import Claims, TokenError, Verifier
from services.http.bodies import load_body, load_query
from services.http.lines import load_lines
from services.http.read_only import read_only

View = Callable[..., Response]

VERIFIER = "floorwalk.verifier"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """What was declared of a route; ``action`` None is open to everybody, and what is not ``measured`` leaves no trace
    in the metrics. With ``lines`` both the body and the answer are lines of JSON."""

    action: str | None
    body: Schema | None
    query: Schema | None
    answer: Schema | None
    measured: bool = True
    lines: Schema | None = None


def endpoint(
    action: str | None,
    *,
    body: Schema | None = None,
    query: Schema | None = None,
    answer: Schema | None = None,
    measured: bool = True,
    lines: Schema | None = None,
) -> Callable[[View], View]:
    """Guard a view; it is called with ``caller``, its path's ids, and ``body``, ``query`` and ``lines`` where declared;
    and with ``said``, where the body has fields that are read only.

    Args:
        lines: what each line of a body of many holds; the view checks them, since one may be wrong and the next right.
    """

    def declare(view: View) -> View:
        @functools.wraps(view)
        def guarded(**path: Any) -> Response:
            arguments: dict[str, Any] = dict(path)
            if action is not None:
                arguments["caller"] = _caller()
            if query is not None:
                arguments["query"] = load_query(query)
            if body is not None:
                arguments["body"], said = load_body(body)
                if read_only(body):
                    arguments["said"] = said
            if lines is not None:
                arguments["lines"] = load_lines()
            return view(**arguments)

        declared_of[guarded] = Endpoint(action, body, query, answer, measured, lines)
        return guarded

    return declare


declared_of: MutableMapping[Callable[..., Any], Endpoint] = WeakKeyDictionary()
"""The declaration behind each guarded view."""


def _caller() -> Claims:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Problem(UNAUTHENTICATED)
    verifier: Verifier = current_app.extensions[VERIFIER]
    try:
        return verifier.verify(token.strip())
    except TokenError as err:
        raise Problem(UNAUTHENTICATED) from err
