"""Reading a body of newline-delimited JSON, and answering one: a line for each line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from flask import Response, request

from contracts.problems import TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, Problem

MEDIA_TYPE = "application/x-ndjson"
_READ_AS = {MEDIA_TYPE, "application/ndjson", "application/jsonl"}

LINES_LIMIT = 10_000
BYTES_LIMIT = 8 * 1024 * 1024
"""What one request may bring."""


def load_lines() -> list[bytes]:
    """The lines of the request that have something on them.

    Raises:
        Problem: 413 too many or too much, 415 another media type.
    """
    request.max_content_length = BYTES_LIMIT
    raw = request.get_data(cache=False)
    if request.mimetype not in _READ_AS:
        raise Problem(UNSUPPORTED_MEDIA_TYPE, f"Send {MEDIA_TYPE}.")
    lines = [line for line in raw.split(b"\n") if line.strip()]
    if len(lines) > LINES_LIMIT:
        raise Problem(TOO_LARGE, f"Send at most {LINES_LIMIT:,} lines at once.")
    return lines


def answer_lines(answers: Iterable[Mapping[str, Any]]) -> Response:
    """One answer for each line, in the order of the lines."""
    response = Response(b"".join(orjson.dumps(each) + b"\n" for each in answers), mimetype=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response
