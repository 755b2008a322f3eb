"""Ids and addresses in our own URLs."""

from __future__ import annotations

import re

from flask import request
from werkzeug.routing import BaseConverter


class IdConverter(BaseConverter):
    """A UUID in a path, given to the view in canonical lower case; anything else is not found."""

    regex = r"[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}"

    def to_python(self, value: str) -> str:
        return value.lower()


def position() -> int:
    """The position of the person's own last write, that this page must show."""
    return number(request.args.get("at", ""))


def own_path(wanted: str | None) -> str | None:
    """``wanted`` when it is a path of ours, so that a link can send nobody elsewhere."""
    if not wanted or not wanted.startswith("/") or wanted.startswith(("//", "/\\")):
        return None
    return wanted if wanted.isprintable() else None


def number(text: str) -> int:
    """A whole number, 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def is_id(text: str) -> bool:
    """A UUID as our forms carry it."""
    return re.fullmatch(IdConverter.regex, text) is not None
