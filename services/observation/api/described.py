"""``/asyncapi.json`` and ``/schemas``: what is published, described from the definitions."""

from __future__ import annotations

from flask import Blueprint, Response

from contracts import asyncapi
from contracts.events import EVENT_TYPES
from contracts.problems import NOT_FOUND, Problem
from services.http.answers import answer
from services.http.endpoints import endpoint

blueprint = Blueprint("described", __name__)


@blueprint.get("/asyncapi.json")
@endpoint(None)
def document() -> Response:
    """AsyncAPI 3.1: the exchange, its keys and its messages."""
    return answer(asyncapi.document())


@blueprint.get("/schemas/<event_type>/<int:version>")
@endpoint(None)
def schema(event_type: str, version: int) -> Response:
    """The JSON Schema of an event's data."""
    definition = EVENT_TYPES.get(event_type)
    if definition is None or version != definition.VERSION:
        raise Problem(NOT_FOUND)
    return answer(asyncapi.data_schema(definition))
