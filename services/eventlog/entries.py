"""What one batch leaves in the log's tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entries:
    """Rows of the tables ``events`` and ``receipts``, their values in the order of the columns. ``head`` is where the
    head is with them: position and recorded time, in microseconds, of the last event."""

    events: list[tuple[Any, ...]]
    receipts: list[tuple[Any, ...]]
    head: tuple[int, int]
