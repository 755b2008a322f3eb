"""What a home remembers of its demonstration, from the first try on."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import orjson

from floorwalk.private_files import write_private

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without those that are taken for one another."""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """``weeks`` is how far the sample was moved; it may not change once a line was sent, since ids name contents."""

    weeks: int
    password: str
    is_loaded: bool = False


def recall(path: Path, weeks: int) -> Demonstration:
    """The home's demonstration, begun now and moved by ``weeks`` where there is none yet."""
    if path.exists():
        return Demonstration(**orjson.loads(path.read_bytes()))
    return _keep(path, Demonstration(weeks, _new_password()))


def keep_loaded(path: Path, demonstration: Demonstration) -> None:
    """Remember that nothing is left to load."""
    _keep(path, replace(demonstration, is_loaded=True))


def _keep(path: Path, demonstration: Demonstration) -> Demonstration:
    write_private(path, orjson.dumps(asdict(demonstration)))
    return demonstration


def _new_password() -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
