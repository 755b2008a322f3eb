"""Tokens the web signs for the person who is asking, kept while they are good."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from contracts.tokens import Audience, Signer

REUSED_SECONDS = 40
"""A token is good for 60 s; the rest is for the way and for clocks that differ."""

_MOST = 4_096


@dataclass(frozen=True, slots=True)
class Caller:
    """On whose behalf a service is asked: a person id with roles, or a service.

    ``occurred_at`` is the time of the phone whose entry is being written, ``is_ahead`` that a phone fetches what may be
    looked at later; neither says anything of who is asking.
    """

    subject: str
    roles: frozenset[str] = frozenset()
    occurred_at: str = field(default="", compare=False)
    is_ahead: bool = field(default=False, compare=False)


WEB = Caller("svc:web")
"""The web itself, which reads people, teams and behaviours."""


class Tokens:
    """Safe to use from many threads. ``now`` is any clock in seconds that only goes forward."""

    def __init__(self, signer: Signer, now: Callable[[], float] = time.monotonic) -> None:
        self._signer = signer
        self._now = now
        self._kept: dict[tuple[Caller, Audience], tuple[float, str]] = {}
        self._lock = Lock()

    def token(self, caller: Caller, audience: Audience) -> str:
        now = self._now()
        with self._lock:
            until, token = self._kept.get((caller, audience), (0.0, ""))
            if now < until:
                return token
            token = self._signer.sign(caller.subject, audience, caller.roles)
            if len(self._kept) >= _MOST:
                self._kept = {key: kept for key, kept in self._kept.items() if now < kept[0]}
            self._kept[caller, audience] = (now + REUSED_SECONDS, token)
        return token
