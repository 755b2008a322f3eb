"""Cursors: where a page ended, in letters that need no URL encoding. Opaque to callers."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import orjson

from contracts.problems import INVALID, Problem


def encode(*parts: str | int | None) -> str:
    """A cursor that holds the sort key of the last item of a page."""
    return base64.urlsafe_b64encode(orjson.dumps(parts)).decode().rstrip("=")


def decode(cursor: str, *kinds: type, field: str = "before") -> tuple[Any, ...]:
    """What `encode` was given, checked against the kinds of its parts.

    Raises:
        Problem: 422, this was not a cursor of ours.
    """
    try:
        parts = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error) as err:
        raise _no_cursor(field) from err
    if not isinstance(parts, list) or len(parts) != len(kinds):
        raise _no_cursor(field)
    if not all(isinstance(part, kind) for part, kind in zip(parts, kinds, strict=True)):
        raise _no_cursor(field)
    return tuple(parts)


def _no_cursor(field: str) -> Problem:
    return Problem(INVALID, errors={field: ["Not a cursor that was given as next."]})
