"""The ends of a span of time, which may be given as days or as instants."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import fields

from contracts.workdays import end_of_day, start_of_day
from services.http.fields import Instant, LocalDate

_DAY_LENGTH = len("2026-11-20")


class DayOrInstant(fields.Field[date | datetime]):
    """A local date, or RFC 3339 with an offset; loads as a date or as an aware datetime in UTC."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("metadata", {"type": "string"})
        super().__init__(**kwargs)
        self._day, self._instant = LocalDate(), Instant()

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> date | datetime:
        kind = self._day if isinstance(value, str) and len(value) == _DAY_LENGTH else self._instant
        loaded: date | datetime = kind.deserialize(value, attr, data)
        return loaded


def beginning(given: date | datetime, zone: ZoneInfo) -> datetime:
    """When a span begins; a day stands for all of it."""
    return given if isinstance(given, datetime) else start_of_day(given, zone)


def end(given: date | datetime, zone: ZoneInfo) -> datetime:
    """When a span is over; a day stands for all of it."""
    return given if isinstance(given, datetime) else end_of_day(given, zone)
