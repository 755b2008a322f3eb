"""Stored instants as they are answered."""

from __future__ import annotations

from contracts.instants import from_micros, wire_instant


def wire(stored: int | None) -> str | None:
    """RFC 3339 of microseconds; None stays None."""
    return None if stored is None else wire_instant(from_micros(stored))
