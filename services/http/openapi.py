"""``GET /openapi.json``: OpenAPI 3.1, made from what the routes declare."""

from __future__ import annotations

import re
from importlib.metadata import version
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Blueprint, Flask, Response, current_app
from marshmallow import Schema, fields
from werkzeug.routing import Rule

from contracts.problems import MEDIA_TYPE
from services.http import lines
from services.http.answers import answer
from services.http.endpoints import Endpoint, declared_of, endpoint

_VARIABLE = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


class ProblemSchema(Schema):
    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String()
    rule = fields.String()
    errors = fields.Dict(keys=fields.String(), values=fields.List(fields.String()))


def openapi_blueprint(service: str) -> Blueprint:
    """The route that describes the others."""
    blueprint = Blueprint("openapi", __name__)

    @blueprint.get("/openapi.json")
    @endpoint(None)
    def openapi() -> Response:
        """This document."""
        return answer(describe(current_app, service))

    return blueprint


def describe(app: Flask, service: str) -> dict[str, Any]:
    """The OpenAPI document of an app whose routes were declared by `endpoint`."""
    spec = APISpec(
        title=f"Floorwalk {service}",
        version=version("floorwalk"),
        openapi_version="3.1.0",
        plugins=[MarshmallowPlugin(schema_name_resolver=_schema_name)],
    )
    spec.components.security_scheme("token", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"})
    spec.components.schema("Problem", schema=ProblemSchema)
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        declared = declared_of[app.view_functions[rule.endpoint]]
        summary = (app.view_functions[rule.endpoint].__doc__ or "").strip()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            operation = _operation(rule, method, declared, summary)
            spec.path(path=_VARIABLE.sub(r"{\g<name>}", rule.rule), operations={method.lower(): operation})
    document = spec.to_dict()
    _open_answers(document)
    return document


def _open_answers(document: dict[str, Any]) -> None:
    """An answer may say more than is declared: whoever reads it ignores what they do not know."""
    schemas, answers = document["components"]["schemas"], set[str]()
    unseen = _references([one["responses"] for path in document["paths"].values() for one in path.values()])
    while unseen:
        answers |= unseen
        unseen = set[str]().union(*(_references(schemas[name]) for name in unseen)) - answers
    for name in answers:
        schemas[name].pop("additionalProperties", None)


def _references(part: Any) -> set[str]:
    """The names of the schemas that a part of the document refers to."""
    if isinstance(part, dict):
        named = {part["$ref"].rpartition("/")[2]} if "$ref" in part else set()
        return named.union(*map(_references, part.values()))
    return set().union(*map(_references, part)) if isinstance(part, list) else set()


def _operation(rule: Rule, method: str, declared: Endpoint, summary: str) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"{method.lower()}.{rule.endpoint}",
        "summary": summary.split("\n", 1)[0],
        "parameters": [_path_parameter(match) for match in _VARIABLE.finditer(rule.rule)],
        "responses": _responses(method, declared),
    }
    if declared.query is not None:
        operation["parameters"].append({"in": "query", "schema": declared.query})
    if declared.body is not None:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": declared.body}}}
    if declared.lines is not None:
        operation["requestBody"] = {"required": True, "content": {lines.MEDIA_TYPE: {"schema": declared.lines}}}
    if declared.action is not None:
        operation["security"] = [{"token": []}]
        operation["x-action"] = declared.action
    return operation


def _path_parameter(match: re.Match[str]) -> dict[str, Any]:
    schema = {"type": "string", "format": "uuid"} if match["kind"] == "id" else {"type": "string"}
    return {"in": "path", "name": match["name"], "required": True, "schema": schema}


def _responses(method: str, declared: Endpoint) -> dict[str, Any]:
    answered: dict[str, Any] = {"description": "Done"}
    if declared.answer is not None:
        media_type = "application/json" if declared.lines is None else lines.MEDIA_TYPE
        answered["content"] = {media_type: {"schema": declared.answer}}
    responses: dict[str, Any] = {"200": answered}
    if method == "PUT":
        responses["201"] = answered
    if method == "GET" and declared.action is not None:
        responses["304"] = {"description": "You have it already"}
    if declared.action is None:
        responses["503"] = {"description": "Not ready"}
    problem = {"description": "A problem", "content": {MEDIA_TYPE: {"schema": "Problem"}}}
    return {**responses, "default": problem}


def _schema_name(schema: Any) -> Any:
    return (schema if isinstance(schema, type) else type(schema)).__name__.removesuffix("Schema")
