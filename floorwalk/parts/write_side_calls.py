"""How the read side calls the write side, in its own name: for the feed, and for the keys of people."""

from __future__ import annotations

import httpx
from joserfc.jwk import OKPKey

from contracts.tokens import Signer
from services.followup.feed import HttpFeed
from services.followup.keys import HttpKeys

ISSUER = "followup"
_CALL_SECONDS = 5.0


class WriteSideCalls:
    """Nothing connects before the first call.

    Args:
        origin: where the observation service is.
        signing: signs for the follow-up service.
    """

    def __init__(self, origin: str, signing: OKPKey) -> None:
        signer = Signer(signing, ISSUER)
        self._http = httpx.Client(timeout=_CALL_SECONDS, trust_env=False)
        self.feed = HttpFeed(self._http, origin, signer)
        self.keys = HttpKeys(self._http, origin, signer)

    def close(self) -> None:
        self._http.close()
