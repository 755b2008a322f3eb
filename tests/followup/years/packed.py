"""The events of many years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson


class Packed(list[dict[str, Any]]):
    """Events as they are stored, which half a million of them are small enough as."""

    def __init__(self) -> None:
        super().__init__()
        self._bodies: list[bytes] = []

    def __len__(self) -> int:
        return len(self._bodies)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (orjson.loads(body) for body in self._bodies)

    def append(self, event: dict[str, Any]) -> None:
        self._bodies.append(orjson.dumps(event))

    def __getitem__(self, at: Any) -> Any:
        found = self._bodies[at]
        return orjson.loads(found) if isinstance(found, bytes) else [orjson.loads(body) for body in found]
