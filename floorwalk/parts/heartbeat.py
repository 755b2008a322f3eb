"""The outgoing heartbeat: while the watch looks, an address of the operator's choice is asked once a minute.

Whoever keeps that address hears it fall silent when the watch, this process or the whole machine looks no more.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import httpx

EVERY_SECONDS = 60.0
FRESH_SECONDS = 30.0
"""A look that is older says nothing about now."""

_PATIENCE_SECONDS = 3.0

_log = logging.getLogger(__name__)


class Heartbeat:
    """
    Args:
        url: what is asked. It is a secret of the operator's, so it is logged nowhere.
        system: system time in seconds.
    """

    def __init__(self, url: str, system: Callable[[], float] = time.time) -> None:
        self._url = url
        self._system = system
        self._http = httpx.Client(timeout=_PATIENCE_SECONDS, trust_env=False, follow_redirects=False)
        self._asked = float("-inf")

    def beat(self, looked_system: float) -> bool:
        """Ask, if the watch looked just now and it is time again; whether it was asked. That nobody answers is logged,
        and no reason to stop watching."""
        now = self._system()
        if now - looked_system > FRESH_SECONDS or now - self._asked < EVERY_SECONDS:
            return False
        self._asked = now
        try:
            status = self._http.get(self._url).status_code
        except httpx.HTTPError as err:
            _log.warning("the heartbeat was not heard: %s", type(err).__name__)
            return True
        if status >= httpx.codes.BAD_REQUEST:
            _log.warning("the heartbeat was answered with status %s", status)
        return True

    def close(self) -> None:
        self._http.close()
