"""Ids and random bytes that depend on nothing but the step they are drawn in, so that a step that comes between two
others moves neither."""

from __future__ import annotations

import hashlib
import uuid


class Chance:
    def __init__(self) -> None:
        self._step = ""
        self._drawn = 0

    def begin(self, step: str) -> None:
        self._step, self._drawn = step, 0

    def urandom(self, size: int) -> bytes:
        """What the product draws its keys and nonces from."""
        self._drawn += 1
        return hashlib.shake_256(f"{self._step} {self._drawn}".encode()).digest(size)

    def new_id(self) -> str:
        return str(uuid.UUID(bytes=self.urandom(16), version=4))
