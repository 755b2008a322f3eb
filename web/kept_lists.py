"""A list that seldom changes, kept between requests and renewed by its ETag."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import Any

import httpx

from web.service_calls import MOST_ITEMS, Calls
from web.service_errors import ServiceError
from web.service_tokens import WEB

FRESH_SECONDS = 15


class KeptList:
    """``now`` is any clock in seconds that only goes forward."""

    def __init__(self, calls: Calls, path: str, now: Callable[[], float] = time.monotonic) -> None:
        self._calls = calls
        self._path = path
        self._now = now
        self._lock = Lock()
        self._asked_at: float | None = None
        self._etag = ""
        self._items: list[dict[str, Any]] = []

    def items(self) -> list[dict[str, Any]]:
        """The whole list; what was read before while the service cannot be reached.

        Raises:
            ServiceError: it was never read, and cannot be now.
        """
        with self._lock:
            if self._asked_at is None or self._now() - self._asked_at >= FRESH_SECONDS:
                self._renew()
            return self._items

    def _renew(self) -> None:
        headers = {"If-None-Match": self._etag} if self._etag else {}
        try:
            response = self._calls.send(WEB, "GET", self._path, params={"limit": MOST_ITEMS}, headers=headers)
        except ServiceError as err:
            if self._asked_at is None or not err.unreachable:
                raise
            response = None
        if response is not None and response.status_code != 304:
            self._keep(response)
        self._asked_at = self._now()

    def _keep(self, response: httpx.Response) -> None:
        page = response.json()
        is_whole = not page.get("next")
        self._items = page["items"] if is_whole else self._calls.all(WEB, self._path)
        # The tag of a first page says nothing of the pages behind it.
        self._etag = response.headers.get("ETag", "") if is_whole else ""
