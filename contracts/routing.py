"""The names on the bus, from which both sides declare it."""

from __future__ import annotations

EXCHANGE = "floorwalk.events"
"""A durable topic exchange."""

PREFIX = "floorwalk."

FOLLOWUP_QUEUE = "floorwalk.followup"
"""Durable; where the broker knows them: a quorum queue with a single active consumer."""

FOLLOWUP_KEYS = (
    "person.*",
    "absence.*",
    "team.*",
    "behaviour.*",
    "walk.*",
    "observation.*",
    "commitment.*",
    "session.*",
    "cadence.*",
    "training.*",
    "mentoring.*",
    "signal.*",
)
"""What the follow-up service listens to."""

OBSERVATION_SOURCE = "/observation"
FOLLOWUP_SOURCE = "/followup"
COUNSELLING_SOURCE = "/observation/counselling"


def routing_key(event_type: str) -> str:
    """The type without its prefix: ``observation.recorded``."""
    return event_type.removeprefix(PREFIX)
