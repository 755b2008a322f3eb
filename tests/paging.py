"""What the OpenAPI document says of lists: who was told where the next page begins must be able to ask for it."""

from __future__ import annotations

from typing import Any


def asked_by(document: dict[str, Any]) -> dict[str, set[str]]:
    """By path, the parameters of each route whose answer has ``next``."""
    schemas = document["components"]["schemas"]
    found = {}
    for path, methods in document["paths"].items():
        answered = methods.get("get", {}).get("responses", {}).get("200", {}).get("content", {}).get("application/json")
        name = answered["schema"].get("$ref", "").rpartition("/")[2] if answered else ""
        if "next" in schemas.get(name, {}).get("properties", {}):
            found[path] = {each["name"] for each in methods["get"].get("parameters", ()) if each["in"] == "query"}
    return found
