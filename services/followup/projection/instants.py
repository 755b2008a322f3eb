"""Instants of an event, read without a detour: a rebuild reads two of them for every event there is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(text: str) -> int:
    """Microseconds of an RFC 3339 text."""
    since = datetime.fromisoformat(text) - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def happened_at(event: dict[str, Any]) -> int:
    """When it happened, by the phone."""
    return instant(event["time"])


def recorded_at(event: dict[str, Any]) -> int:
    """When it reached the log."""
    return instant(event["recordedtime"])
