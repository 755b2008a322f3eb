"""What the web asks of the watch: alerts acknowledged and snoozed, policies, silences, and whether it is awake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.service_calls import Calls
from web.service_tokens import Caller

Json = dict[str, Any]


class AlertCalls:
    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def reminders(self, caller: Caller) -> list[Json]:
        """What is due today in the caller's teams, and not late."""
        return self._calls.all(caller, "/v1/alerts", {"level": 0, "state": "raised,acknowledged"})

    def lag(self, caller: Caller) -> Json:
        return self._calls.get(caller, "/v1/lag")

    def acknowledge(self, caller: Caller, alert_id: str, deed_id: str) -> None:
        self._calls.put(caller, f"/v1/alerts/{alert_id}/acknowledgements/{deed_id}", {})

    def snooze(self, caller: Caller, alert_id: str, deed_id: str, until: str, reason: str) -> None:
        self._calls.put(caller, f"/v1/alerts/{alert_id}/snoozes/{deed_id}", {"until": until, "reason": reason})

    def policy(self, caller: Caller, policy_id: str) -> Json:
        return self._calls.get(caller, f"/v1/alert_policies/{policy_id}")

    def put_policy(self, caller: Caller, policy_id: str, body: Mapping[str, Any], version: str) -> None:
        """``version`` is the one that was read; somebody else's change since then is not written over."""
        headers = {"If-Match": f'"{version}"'}
        self._calls.send(caller, "PUT", f"/v1/alert_policies/{policy_id}", json=dict(body), headers=headers)

    def silences(self, caller: Caller) -> list[Json]:
        return self._calls.all(caller, "/v1/silences")

    def silence(self, caller: Caller, silence_id: str, body: Mapping[str, Any]) -> None:
        self._calls.put(caller, f"/v1/silences/{silence_id}", body)

    def end_silence(self, caller: Caller, silence_id: str) -> None:
        self._calls.delete(caller, f"/v1/silences/{silence_id}")
