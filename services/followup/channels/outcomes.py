"""What came of one attempt to send a message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Sent:
    """The other side has taken it."""


@dataclass(frozen=True, slots=True)
class Later:
    """It was not taken, and may be if it is tried again.

    Args:
        why: for operations; no address, no secret, no text of a person.
        after: how long the other side asked to be left alone.
    """

    why: str
    after: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It was not taken and never will be."""

    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The other side wants nothing any more: the channel is to be switched off."""

    why: str


Outcome = Sent | Later | Refused | Gone
