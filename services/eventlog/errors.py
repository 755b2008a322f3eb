"""What can go wrong when the log is written, and when it is published."""

from __future__ import annotations


class LogError(Exception):
    """The log refuses; nothing of the append was written."""


class VersionConflict(LogError):
    """Somebody else wrote to the stream since it was read."""

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        super().__init__(f"{stream} is at version {actual}, not {expected}")
        self.stream = stream
        self.expected = expected
        self.actual = actual


class ReceiptConflict(LogError):
    """The receipt's key was used before, for something else."""

    def __init__(self, key: str) -> None:
        super().__init__(f"another receipt is filed under {key}")
        self.key = key


class EventIdTaken(LogError):
    """One of the events has the id of an event in the log, or of another one in the same append."""


class LogUnavailable(LogError):
    """The log cannot be used now: disk full, database locked or gone, too many waiting. Try again later.

    Where the database went away at the very moment of the commit, the append may have been written: repeat it
    with its receipt.
    """


class LogClosed(LogUnavailable):
    """The log was closed before the append was taken."""


class BusError(Exception):
    """The broker, or the way to it, failed. What was under way may or may not have arrived."""
