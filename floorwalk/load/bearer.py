"""Tokens for those in whose name is loaded, renewed before they end."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection

from contracts.tokens import LIFETIME_SECONDS, Audience, Signer

_RENEWED_BEFORE_END = 20.0


class Bearer:
    """Keeps one token a caller.

    Args:
        signer: gives what signs them; asked until it is there.
        audience: the service they are for.
        roles_of: the roles of a caller.
    """

    def __init__(
        self, signer: Callable[[], Signer], audience: Audience, roles_of: Callable[[str], Collection[str]]
    ) -> None:
        self._signer = signer
        self._audience = audience
        self._roles_of = roles_of
        self._kept: dict[str, tuple[float, str]] = {}

    def token(self, caller: str) -> str:
        """One that is good for at least 20 seconds.

        Raises:
            KeyMissing: there is no key to sign with yet.
        """
        good_until, token = self._kept.get(caller, (0.0, ""))
        if time.monotonic() >= good_until:
            good_until = time.monotonic() + LIFETIME_SECONDS - _RENEWED_BEFORE_END
            token = self._signer().sign(caller, self._audience, self._roles_of(caller))
            self._kept[caller] = (good_until, token)
        return token

    def forget(self, caller: str) -> None:
        """Make a new one next time."""
        self._kept.pop(caller, None)
