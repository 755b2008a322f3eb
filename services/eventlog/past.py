"""What the log holds already that concerns one batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.eventlog.appending import Receipt


@dataclass(frozen=True)
class Past:
    """``position`` and ``recorded`` (microseconds) are those of the last event. ``versions`` goes by stream, for
    the streams that exist; ``receipts`` are those filed under the keys that were asked for."""

    position: int
    recorded: int
    versions: Mapping[str, int]
    receipts: Sequence[Receipt]
