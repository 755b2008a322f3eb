"""Opening boxes, for the moment in which their texts are shown."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from contracts.sealing import UnsealError, unseal
from services.followup.boxes import KeptBox, kept_box
from services.followup.keys import KeyRing, Keys, KeysUnavailable

ERASED = "erased"
"""Shown in the place of the name of somebody who was erased."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Letter:
    """The texts of one box. Without texts it says why: the person was erased, or the key is not to be had now."""

    texts: Mapping[str, str] = field(default_factory=dict)
    state: Literal["open", "erased", "not_available"] = "open"

    def get(self, name: str) -> str | None:
        return self.texts.get(name)

    @property
    def name(self) -> str | None:
        """The name in a person's box."""
        return ERASED if self.state == "erased" else self.texts.get("name")


NO_LETTER = Letter()
_ERASED_LETTER = Letter(state="erased")
_NOT_AVAILABLE = Letter(state="not_available")


class Letters:
    """All the boxes of one answer, opened with the keys of one request.

    Args:
        boxes: as the read model keeps them; None for a thing that has no text.
    """

    def __init__(self, keys: Keys, boxes: Iterable[str | None]) -> None:
        kept = {text: kept_box(text) for text in boxes if text}
        rings = _rings(keys, {box.person_id for box in kept.values()})
        self._letters = {text: _opened(box, rings) for text, box in kept.items()}

    def of(self, box: str | None) -> Letter:
        """The letter in a box that was among those to open."""
        return self._letters[box] if box else NO_LETTER


def _rings(keys: Keys, person_ids: set[str]) -> Mapping[str, KeyRing | None]:
    try:
        return keys.of(person_ids) if person_ids else {}
    except KeysUnavailable as err:
        _log.warning("texts are not available now: %s", err)
        return {}


def _opened(kept: KeptBox, rings: Mapping[str, KeyRing | None]) -> Letter:
    ring = rings.get(kept.person_id, {})
    if ring is None:
        return _ERASED_LETTER
    secret = ring.get(kept.box.key)
    if secret is None:
        return _NOT_AVAILABLE
    try:
        return Letter(unseal(secret, kept.event_id, kept.event_type, kept.box))
    except UnsealError as err:
        _log.error("a box does not open: %s", err)
        return _NOT_AVAILABLE
