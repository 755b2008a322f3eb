"""Events whose texts nobody can read without the key of the person they are about."""

from __future__ import annotations

import dataclasses

from contracts.definition import Event
from contracts.sealing import DataKey, seal


def sealed_event(key: DataKey, event_id: str, event: Event) -> Event:
    """The event with its texts locked into a box that is bound to its id."""
    if not event.text:
        return event
    return dataclasses.replace(event, text={}, sealed=seal(key, event_id, event.TYPE, event.text))
