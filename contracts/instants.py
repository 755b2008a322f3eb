"""Instants as they travel: RFC 3339 in UTC; and as they are stored: whole microseconds since 1970."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def parse_instant(text: str) -> datetime:
    """Read RFC 3339 with an offset.

    Raises:
        ValueError: not a time, or a time without an offset.
    """
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} has no offset")
    return instant.astimezone(UTC)


def wire_instant(instant: datetime) -> str:
    """RFC 3339 in UTC; a fraction only where there is one."""
    if instant.tzinfo is not UTC:
        instant = instant.astimezone(UTC)
    return instant.isoformat()[: -len("+00:00")] + "Z"


def micros(instant: datetime) -> int:
    """Whole microseconds since 1970-01-01T00:00Z."""
    return (instant - _EPOCH) // _MICROSECOND


def from_micros(stored: int) -> datetime:
    """The instant, in UTC, that `micros` stored."""
    return _EPOCH + timedelta(microseconds=stored)
