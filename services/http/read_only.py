"""What a GET tells and a PUT does not change: it may be sent along as it is, so that what was read can be put.

Such fields of a body are ``dump_only``, and readOnly in the OpenAPI document.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema

from contracts.problems import INVALID, Problem

Said = Mapping[str, Any]
"""What a body says of the fields that it does not change, as it was sent."""


def read_only(schema: Schema) -> frozenset[str]:
    """The names of a body's fields that are not its to change."""
    return frozenset(field.data_key or name for name, field in schema.fields.items() if field.dump_only)


def require_so(said: Said, told: Mapping[str, Any]) -> None:
    """
    Args:
        told: what a GET answers now; what is not in it is null.

    Raises:
        Problem: 422, the body says something else of a field that it does not change.
    """
    wrong = sorted(name for name, value in said.items() if value != told.get(name))
    if wrong:
        message = "This is not changed here: leave it out, or send it as it is."
        raise Problem(INVALID, errors={name: [message] for name in wrong})
