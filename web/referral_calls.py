"""Counselling referrals, as the web asks for them.

Their pages ask nothing else of a service: what they asked of a route that others use too would show in its figures.
"""

from __future__ import annotations

from typing import Any

from web.service_calls import Calls
from web.service_tokens import Caller

Json = dict[str, Any]

CLOSED_AT_ONCE = 20


class Referrals:
    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def readers(self, caller: Caller, rep_id: str) -> Json:
        """The ``rep``, and the ``counsellors`` who would read what is sent."""
        return self._calls.get(caller, "/v1/referrals/readers", {"rep_id": rep_id})

    def send(self, caller: Caller, referral_id: str, rep_id: str, reason: str) -> None:
        self._calls.put(caller, f"/v1/referrals/{referral_id}", {"rep_id": rep_id, "reason": reason})

    def concerning(self, caller: Caller) -> list[Json]:
        """Those the caller may see; a counsellor all of them."""
        return self._calls.all(caller, "/v1/referrals")

    def in_state(self, caller: Caller, state: str) -> list[Json]:
        return self._calls.all(caller, "/v1/referrals", {"state": state})

    def closed(self, caller: Caller, cursor: str) -> Json:
        """A page of those that are over, with the place of the ``next``."""
        asked = {"state": "closed", "limit": CLOSED_AT_ONCE, "cursor": cursor}
        return self._calls.get(caller, "/v1/referrals", asked)

    def take(self, caller: Caller, referral_id: str) -> None:
        self._calls.put(caller, f"/v1/referrals/{referral_id}/taking", {})

    def close(self, caller: Caller, referral_id: str, text: str) -> None:
        self._calls.put(caller, f"/v1/referrals/{referral_id}/closure", {"text": text})
