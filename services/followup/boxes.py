"""Sealed texts as the read model keeps them: one text that holds the box and what is needed to open it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contracts.sealing import Box, person_of


@dataclass(frozen=True, slots=True)
class KeptBox:
    """A box with the id and type of the event it was sealed for."""

    event_id: str
    event_type: str
    box: Box

    @property
    def person_id(self) -> str:
        """Whose key opens it."""
        return person_of(self.box.key)


def keep(event: Mapping[str, Any]) -> str | None:
    """The box of an event as one text; None where the event has none."""
    sealed = event["data"].get("sealed")
    return f"{event['id']}\n{event['type']}\n{sealed['key']}\n{sealed['box']}" if sealed else None


def kept_box(text: str) -> KeptBox:
    """What `keep` made a text of."""
    event_id, event_type, key, box = text.split("\n")
    return KeptBox(event_id, event_type, Box(key, box))
