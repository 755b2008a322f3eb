"""What the web asks of follow-up about where alerts go: channels, deliveries, and each person's own ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from web.service_calls import Calls
from web.service_tokens import Caller

Json = dict[str, Any]


class ChannelCalls:
    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def channels(self, caller: Caller) -> list[Json]:
        return self._calls.all(caller, "/v1/channels")

    def channel(self, caller: Caller, channel_id: str) -> Json:
        return self._calls.get(caller, f"/v1/channels/{channel_id}")

    def put_channel(self, caller: Caller, channel_id: str, body: Mapping[str, Any], version: str) -> None:
        """``version`` is the one that was read; somebody else's change since then is not written over."""
        headers = {"If-Match": f'"{version}"'}
        self._calls.send(caller, "PUT", f"/v1/channels/{channel_id}", json=dict(body), headers=headers)

    def close_channel(self, caller: Caller, channel_id: str) -> None:
        self._calls.send(caller, "DELETE", f"/v1/channels/{channel_id}")

    def try_channel(self, caller: Caller, channel_id: str) -> None:
        self._calls.put(caller, f"/v1/channels/{channel_id}/test", {})

    def change_secret(self, caller: Caller, channel_id: str) -> str:
        """The new one, which is told only now."""
        return str(self._calls.put(caller, f"/v1/channels/{channel_id}/secret", {}).answer["secret"])

    def end_former_secret(self, caller: Caller, channel_id: str) -> None:
        self._calls.send(caller, "DELETE", f"/v1/channels/{channel_id}/former_secret")

    def deliveries(self, caller: Caller, asked: Mapping[str, Any]) -> Json:
        """A page of them, newest first, with where the next begins."""
        return self._calls.get(caller, "/v1/deliveries", asked)

    def retry(self, caller: Caller, delivery_id: str) -> None:
        self._calls.put(caller, f"/v1/deliveries/{delivery_id}/retry", {})

    def ways(self, caller: Caller) -> Json:
        """By which ways the caller hears of alerts."""
        return self._calls.get(caller, f"/v1/people/{caller.subject}/ways")

    def try_email(self, caller: Caller) -> None:
        self._calls.put(caller, f"/v1/people/{caller.subject}/ways/email/test", {})

    def phones(self, caller: Caller) -> list[Json]:
        """The browsers the caller is told on, the newest last."""
        return self._calls.all(caller, f"/v1/people/{caller.subject}/push_subscriptions")

    def add_phone(self, caller: Caller, phone_id: str, body: Mapping[str, Any]) -> None:
        path = f"/v1/people/{caller.subject}/push_subscriptions/{phone_id}"
        self._calls.send(caller, "PUT", path, json=dict(body))

    def try_phone(self, caller: Caller, phone_id: str) -> None:
        self._calls.put(caller, f"/v1/people/{caller.subject}/push_subscriptions/{phone_id}/test", {})

    def end_phone(self, caller: Caller, phone_id: str) -> None:
        self._calls.send(caller, "DELETE", f"/v1/people/{caller.subject}/push_subscriptions/{phone_id}")

    def calendar(self, caller: Caller) -> Json:
        return self._calls.get(caller, f"/v1/people/{caller.subject}/calendar")

    def make_calendar(self, caller: Caller, language: str) -> str:
        """The secret that opens it, which is told only now."""
        made = self._calls.put(caller, f"/v1/people/{caller.subject}/calendar", {"language": language})
        return str(made.answer["secret"])

    def close_calendar(self, caller: Caller) -> None:
        self._calls.send(caller, "DELETE", f"/v1/people/{caller.subject}/calendar")

    def calendar_feed(self, secret: str, etag: str) -> httpx.Response:
        """As the service answers; whoever asks shows the secret and nothing else."""
        return self._calls.send_openly("GET", f"/v1/calendar/{secret}.ics", {"If-None-Match": etag} if etag else {})
