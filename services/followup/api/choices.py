"""A query parameter that names one or more of a few words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from marshmallow import ValidationError, fields


class Choices(fields.Field[frozenset[str]]):
    """Words separated by commas; loads as a set. ``meaning`` gives words that stand for several."""

    def __init__(
        self, words: Collection[str], meaning: Mapping[str, Collection[str]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(metadata={"type": "string"}, **kwargs)
        self._words = frozenset(words)
        self._meaning = meaning or {}

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> frozenset[str]:
        named = {word for part in str(value).split(",") for word in self._meaning.get(part, (part,))}
        if unknown := sorted(named - self._words):
            raise ValidationError(f"Not one of those there are: {', '.join(unknown)}.")
        return frozenset(named)
