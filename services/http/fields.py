"""The marshmallow fields of bodies and query strings; what they refuse is the same on every route."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from marshmallow import ValidationError, fields, validate

from contracts.definition import LONG
from contracts.instants import parse_instant

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Unicode's category Cc, line ends and tabs apart."""

_FIRST_YEAR, _LAST_YEAR = 1950, 2200


class Id(fields.String):
    """A UUID; loads as canonical lower-case text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("metadata", {"format": "uuid"})
        super().__init__(**kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        if not _ID.fullmatch(text):
            raise ValidationError("Not a UUID.")
        return text.lower()


class Instant(fields.Field[datetime]):
    """RFC 3339 with an offset; loads as an aware datetime in UTC."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("metadata", {"type": "string", "format": "date-time"})
        super().__init__(**kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> datetime:
        if not isinstance(value, str) or not _INSTANT.fullmatch(value):
            raise ValidationError("Not an RFC 3339 time with an offset, such as 2026-11-20T15:42:10Z.")
        try:
            return parse_instant(value.upper())
        except (ValueError, OverflowError) as err:
            raise ValidationError("There is no such time.") from err


class LocalDate(fields.Field[date]):
    """A date at the site, ``YYYY-MM-DD``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("metadata", {"type": "string", "format": "date"})
        super().__init__(**kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> date:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise ValidationError("Not a date such as 2026-11-20.")
        try:
            day = date.fromisoformat(value)
        except ValueError as err:
            raise ValidationError("There is no such day.") from err
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise ValidationError(f"The year must be between {_FIRST_YEAR} and {_LAST_YEAR}.")
        return day


class Text(fields.String):
    """Words of a person: not blank, at most ``limit`` characters, no control characters but line ends and tabs;
    ``also`` checks what is special to the field.
    """

    def __init__(self, limit: int = LONG, also: Callable[[str], object] | None = None, **kwargs: Any) -> None:
        too_long = f"At most {limit:,} characters."
        checks: list[Callable[[str], object]] = [
            validate.Length(max=limit, error=too_long),
            _readable,
            *([also] if also else []),
        ]
        super().__init__(validate=checks, **kwargs)


class Limit(fields.Integer):
    """How many items a page may have."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(load_default=50, validate=validate.Range(1, 200), **kwargs)


class Cursor(fields.String):
    """Where the next page begins: what an earlier answer gave as ``next``."""


def is_readable(text: str) -> bool:
    """Not blank, and no control characters but line ends and tabs."""
    return bool(text.strip()) and not _CONTROL.search(text)


def _readable(text: str) -> None:
    if not text.strip():
        raise ValidationError("Must not be blank.")
    if _CONTROL.search(text):
        raise ValidationError("Must not contain control characters.")
