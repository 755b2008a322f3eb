"""What an examination comes back with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from floorwalk.domain_clock import ClockError
from floorwalk.installation import Installation
from floorwalk.settings import SettingsError


@dataclass(frozen=True, slots=True)
class Finding:
    """``wrong`` is None where all is well; ``told`` is then what was found."""

    part: str
    told: str = "ok"
    wrong: str | None = None


class Wrong(Exception):
    """Something is; the message says what, and what helps."""


def finding(part: str, installation: Installation, look: Callable[[Installation], str]) -> Finding:
    """What a look tells, or what it finds wrong."""
    try:
        return Finding(part, look(installation))
    except (Wrong, SettingsError, ClockError) as err:
        return Finding(part, wrong=str(err))
