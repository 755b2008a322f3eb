"""The key that locks a new text: the newest coaching key of the person it is about."""

from __future__ import annotations

from contracts.problems import UNAVAILABLE, Problem
from contracts.sealing import DataKey
from services.followup.keys import Keys, KeysUnavailable


def present_key(keys: Keys, person_id: str) -> DataKey | None:
    """None where the person was erased.

    Raises:
        Problem: 503, the keys cannot be had now, and nothing is written in the clear meanwhile.
    """
    try:
        ring = keys.of([person_id]).get(person_id, {})
    except KeysUnavailable as err:
        raise Problem(UNAVAILABLE, "The keys cannot be reached.", retry_after=2) from err
    if ring is None:
        return None
    found = [_data_key(name, secret) for name, secret in ring.items() if "/coaching/" in name]
    if not found:
        raise Problem(UNAVAILABLE, "There is no key yet to lock this with.", retry_after=2)
    return max(found, key=lambda key: key.version)


def _data_key(name: str, secret: bytes) -> DataKey:
    person_id, _class, version = name.split("/")
    return DataKey(person_id, "coaching", int(version), secret)
