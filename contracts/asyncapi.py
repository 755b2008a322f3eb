"""The AsyncAPI 3.1 document of the bus, made from the event definitions."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from contracts.definition import Event, wire_schema
from contracts.events import PUBLISHED_EVENTS
from contracts.routing import EXCHANGE, routing_key


def document() -> dict[str, Any]:
    """One channel, the exchange; one message a type."""
    return {
        "asyncapi": "3.1.0",
        "info": {"title": "Floorwalk events", "version": version("floorwalk")},
        "defaultContentType": "application/cloudevents+json",
        "channels": {
            EXCHANGE: {
                "address": EXCHANGE,
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in PUBLISHED_EVENTS},
                "bindings": {
                    "amqp": {"is": "routingKey", "exchange": {"name": EXCHANGE, "type": "topic", "durable": True}}
                },
            }
        },
        "operations": {"publish": {"action": "send", "channel": {"$ref": f"#/channels/{EXCHANGE}"}}},
        "components": {"messages": {name: _message(definition) for name, definition in PUBLISHED_EVENTS.items()}},
    }


def data_schema(definition: type[Event]) -> dict[str, Any]:
    """The JSON Schema of an event's ``data``."""
    described = _describe(definition)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": definition.TYPE, **described}


def _message(definition: type[Event]) -> dict[str, Any]:
    return {
        "name": definition.TYPE,
        "summary": (definition.__doc__ or definition.TYPE).strip().split("\n", 1)[0],
        "tags": [{"name": definition.SUBJECT}],
        "bindings": {"amqp": {"messageType": routing_key(definition.TYPE)}},
        "payload": {
            "type": "object",
            "required": ["specversion", "id", "source", "type", "subject", "time", "data"],
            "properties": {"type": {"const": definition.TYPE}, "data": _describe(definition)},
        },
    }


def _describe(definition: type[Event]) -> dict[str, Any]:
    spec = APISpec("data", "1", "3.1.0", plugins=[MarshmallowPlugin(schema_name_resolver=_inline)])
    spec.components.schema("Data", schema=wire_schema(definition))
    described: dict[str, Any] = spec.to_dict()["components"]["schemas"]["Data"]
    return described


def _inline(_schema: Any) -> Any:
    """No name: a nested schema is written where it is used."""
    return None
