"""The keys that open people's boxes: fetched by the thousand from the observation service, kept five minutes."""

from __future__ import annotations

import base64
import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping
from typing import Protocol

import httpx
import orjson

from contracts.tokens import Signer
from services.followup.feed import CALLER

CACHED_SECONDS = 300.0
PEOPLE_PER_REQUEST = 1_000

_DOWN_SECONDS = 2.0
"""After a failure nobody tries again for so long, lest every page waits for a service that is not there."""

_ROOM = 20_000

_log = logging.getLogger(__name__)

KeyRing = Mapping[str, bytes]
"""Secrets of one person by the names of the keys."""


class KeysUnavailable(Exception):
    """The keys cannot be had now."""


class Keys(Protocol):
    def of(self, person_ids: Collection[str]) -> Mapping[str, KeyRing | None]:
        """The keys of people; None where they were erased. Whoever never had one is missing.

        Raises:
            KeysUnavailable
        """


class HttpKeys:
    """Keys over HTTP.

    Args:
        origin: where the observation service is.
        signer: signs for this service.
        monotonic: seconds, for the cache.
    """

    def __init__(
        self, client: httpx.Client, origin: str, signer: Signer, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._url = f"{origin}/v1/keys"
        self._signer = signer
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._known: dict[str, tuple[float, KeyRing | None]] = {}
        self._down_until = float("-inf")

    def of(self, person_ids: Collection[str]) -> Mapping[str, KeyRing | None]:
        now = self._monotonic()
        with self._lock:
            entries = {person_id: self._known.get(person_id) for person_id in person_ids}
        found = {person_id: entry[1] for person_id, entry in entries.items() if entry and entry[0] > now}
        missing = sorted(set(person_ids) - found.keys())
        if missing and now < self._down_until:
            raise KeysUnavailable("the keys could not be fetched a moment ago")
        for start in range(0, len(missing), PEOPLE_PER_REQUEST):
            found |= self._fetch(missing[start : start + PEOPLE_PER_REQUEST], now)
        return found

    def _fetch(self, person_ids: list[str], now: float) -> dict[str, KeyRing | None]:
        try:
            fetched = self._request(person_ids)
        except (httpx.HTTPError, ValueError, AttributeError) as err:
            self._down_until = now + _DOWN_SECONDS
            raise KeysUnavailable(f"{self._url}: {type(err).__name__}") from err
        with self._lock:
            if len(self._known) > _ROOM:
                self._known = {person: entry for person, entry in self._known.items() if entry[0] > now}
            self._known |= {person_id: (now + CACHED_SECONDS, ring) for person_id, ring in fetched.items()}
        return fetched

    def _request(self, person_ids: list[str]) -> dict[str, KeyRing | None]:
        headers = {"Authorization": f"Bearer {self._signer.sign(CALLER, 'observation')}"}
        response = self._client.post(self._url, json={"ids": person_ids}, headers=headers)
        if response.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
            return self._without_the_unknown(person_ids)
        rings = orjson.loads(response.raise_for_status().content)
        return {person_id: _ring(ring) for person_id, ring in rings.items()}

    def _without_the_unknown(self, person_ids: list[str]) -> dict[str, KeyRing | None]:
        """One person without a key refuses them all: ask for halves, until only that one is left."""
        if len(person_ids) == 1:
            _log.error("there is no key of %s, who has a box", person_ids[0])
            return {}
        middle = len(person_ids) // 2
        return {**self._request(person_ids[:middle]), **self._request(person_ids[middle:])}


def _ring(wire: Mapping[str, str] | None) -> KeyRing | None:
    if wire is None:
        return None
    return {name: base64.urlsafe_b64decode(secret) for name, secret in wire.items()}
