"""A quick look at an event's data. Most of what is written is plain and right, and seen to be so without the schema,
which is asked for its word only about the rest; by the thousand that makes half of the work."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

Check = Callable[[Any], bool]

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(_DAY.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{6})?Z")


def is_uuid(value: Any) -> bool:
    """A UUID in canonical lower case."""
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_finite(value: Any) -> bool:
    return isinstance(value, float) and math.isfinite(value)


def is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_instant(value: Any) -> bool:
    """As `wire_instant` writes it."""
    return isinstance(value, str) and _INSTANT.fullmatch(value) is not None and _is_read(datetime.fromisoformat, value)


def is_day(value: Any) -> bool:
    """As a date is written."""
    return isinstance(value, str) and _DAY.fullmatch(value) is not None and _is_read(date.fromisoformat, value)


def one_of(words: tuple[Any, ...]) -> Check:
    """A text that is one of these words."""
    return lambda value: isinstance(value, str) and value in words


def fits(checks: Mapping[str, Check | None], required: frozenset[str], data: Mapping[str, Any]) -> bool:
    """Whether the data is surely right. Where it is not surely so, it may be right all the same.

    Args:
        checks: by field; None for one whose rightness cannot be told so simply.
        required: the fields that must be there.
    """
    if not required <= data.keys():
        return False
    return all((check := checks.get(name)) is not None and check(value) for name, value in data.items())


def _is_read(read: Callable[[str], object], value: str) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True
