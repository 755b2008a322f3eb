"""Reading what a caller sent: strict JSON into a schema, and a query string into another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError

from contracts.problems import INVALID, MALFORMED, UNSUPPORTED_MEDIA_TYPE, Problem
from services.http.read_only import Said, read_only


def load_body(schema: Schema) -> tuple[dict[str, Any], Said]:
    """The request's JSON object, checked; and what it says of fields that are read only.

    Raises:
        Problem: 400 no JSON object, 415 another media type, 422 fields that are not right.
    """
    raw = request.get_data()
    if request.mimetype != "application/json":
        raise Problem(UNSUPPORTED_MEDIA_TYPE)
    sent = parse_object(raw)
    said = {name: sent.pop(name) for name in read_only(schema) & sent.keys()}
    return load_object(schema, sent), said


def parse_object(raw: bytes) -> dict[str, Any]:
    """One JSON object.

    Raises:
        Problem: 400, not JSON (NaN, half a surrogate pair and deep nesting included) or not an object.
    """
    try:
        parsed = orjson.loads(raw)
    except orjson.JSONDecodeError as err:
        raise Problem(MALFORMED, f"This is not JSON: {err.msg}.") from err
    if not isinstance(parsed, dict):
        raise Problem(MALFORMED, "Send a JSON object.")
    return parsed


def load_query(schema: Schema) -> dict[str, Any]:
    """The query string, checked; parameters that are not known are ignored.

    Raises:
        Problem: 422.
    """
    return load_object(schema, request.args.to_dict(), unknown=EXCLUDE)


def load_object(schema: Schema, sent: dict[str, Any], unknown: Any = None) -> dict[str, Any]:
    """An object that was sent, checked.

    Raises:
        Problem: 422.
    """
    try:
        loaded: dict[str, Any] = schema.load(sent, unknown=unknown)
    except ValidationError as err:
        raise Problem(INVALID, errors=dict(_by_field(err.messages_dict))) from err
    return loaded


def _by_field(messages: Any, prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    """Nested messages by dotted field names: ``measure.target``."""
    if not isinstance(messages, dict):
        yield prefix, [str(message) for message in messages]
        return
    for name, inner in messages.items():
        yield from _by_field(inner, f"{prefix}.{name}" if prefix else str(name))
