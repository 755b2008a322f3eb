"""What is sent for a record of each kind of file."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from floorwalk.load.files import Record

LOADER = "svc:load"
"""Whose token carries what is loaded, notes apart."""


@dataclass(frozen=True, slots=True)
class Write:
    """One `PUT` of the public API. ``caller`` is whose token it goes under."""

    number: int
    caller: str
    path: str
    body: dict[str, Any]


class RecordInvalid(Exception):
    """The record does not say what to send."""


def write_for(kind: str, record: Record) -> Write:
    """The request for one record of a file of this kind.

    Raises:
        RecordInvalid: an id or a field that the request is made from is missing or wrong.
    """
    return _MAKERS[kind](record)


def _entry(noun: str) -> Callable[[Record], Write]:
    def make(record: Record) -> Write:
        body = dict(record.content)
        return Write(record.number, LOADER, f"/v1/{noun}/{_id(body.pop('id', None), 'id')}", body)

    return make


def _note(record: Record) -> Write:
    content = record.content
    path, body = content.get("put"), content.get("body", {})
    if not isinstance(path, str) or not path.startswith("/v1/"):
        raise RecordInvalid("put: must be a route such as /v1/observations/<id>")
    if not isinstance(body, dict):
        raise RecordInvalid("body: must be an object")
    return Write(record.number, _id(content.get("as"), "as"), path, body)


def _id(value: Any, field: str) -> str:
    try:
        return str(uuid.UUID(value))
    except (ValueError, TypeError, AttributeError) as err:
        raise RecordInvalid(f"{field}: must be a UUID") from err


_MAKERS: dict[str, Callable[[Record], Write]] = {
    "teams": _entry("teams"),
    "people": _entry("people"),
    "behaviours": _entry("behaviours"),
    "notes": _note,
}
