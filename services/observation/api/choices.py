"""A field that takes one of the words of a contract's literal."""

from __future__ import annotations

from typing import Any, get_args

from marshmallow import validate


def one_of(literal: Any) -> validate.OneOf:
    return validate.OneOf(get_args(literal))
