"""What the OpenAPI document says of routes that are read and put: a body may hold all that an answer does."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def read_and_put(document: dict[str, Any]) -> dict[str, tuple[Schema, Schema]]:
    """By path, what a GET answers and what a PUT takes, of routes that have both."""
    schemas = document["components"]["schemas"]

    def fields_of(content: dict[str, Any]) -> Schema:
        name = content["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        fields: Schema = schemas[name]["properties"]
        return fields

    return {
        path: (fields_of(methods["get"]["responses"]["200"]), fields_of(methods["put"]["requestBody"]))
        for path, methods in document["paths"].items()
        if {"get", "put"} <= methods.keys()
    }


def read_only(fields: Schema) -> set[str]:
    return {name for name, field in fields.items() if field.get("readOnly")}
