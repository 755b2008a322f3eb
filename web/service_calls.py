"""How a service is called: the token, the timeouts, the answer or the one error."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from contracts.tokens import Audience
from web.service_errors import refused, unreachable
from web.service_tokens import Caller, Tokens

TIMEOUT = httpx.Timeout(6.0, connect=1.0)
"""Seconds. A read may wait up to 2 s for the read model to catch up with what was just written."""

MOST_ITEMS = 200
"""How many items a page may have."""


@dataclass(frozen=True, slots=True)
class Written:
    """The answer to a write. ``position`` is what a read must have reached to show it; 0 when nothing was new."""

    position: int
    answer: Mapping[str, Any]


def connect(url: str) -> httpx.Client:
    """The connections to one service. Keeps some open; nothing connects yet."""
    return httpx.Client(base_url=url, trust_env=False, timeout=TIMEOUT, limits=httpx.Limits(max_connections=64))


class Calls:
    """Calls one service on somebody's behalf.

    Raises:
        ServiceError: from every method, when the service refuses or cannot be reached.
    """

    def __init__(self, http: httpx.Client, tokens: Tokens, audience: Audience) -> None:
        self._http = http
        self._tokens = tokens
        self._audience = audience

    def get(self, caller: Caller, path: str, params: Mapping[str, Any] | None = None) -> dict[str, Any]:
        asked = {name: value for name, value in (params or {}).items() if value not in (None, "")}
        return self._json(self.send(caller, "GET", path, params=asked))

    def all(self, caller: Caller, path: str, params: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Every item of a list, page by page."""
        page = self.get(caller, path, {**(params or {}), "limit": MOST_ITEMS})
        items: list[dict[str, Any]] = page["items"]
        while page.get("next"):
            page = self.get(caller, path, {**(params or {}), "limit": MOST_ITEMS, "cursor": page["next"]})
            items += page["items"]
        return items

    def put(self, caller: Caller, path: str, body: Mapping[str, Any]) -> Written:
        """Write; the same again answers the same, so that sending it twice is no harm."""
        return self.put_all(caller, path, {name: value for name, value in body.items() if value not in (None, "")})

    def put_all(self, caller: Caller, path: str, body: Mapping[str, Any]) -> Written:
        """The same with what is empty, for a route where null says something."""
        dated = {"occurred_at": caller.occurred_at} if caller.occurred_at else {}
        return self._written(self.send(caller, "PUT", path, json={**dated, **body}))

    def delete(self, caller: Caller, path: str) -> Written:
        return self._written(self.send(caller, "DELETE", path))

    def send(self, caller: Caller, method: str, path: str, **request: Any) -> httpx.Response:
        """The answer of a status below 400."""
        headers = {
            "Authorization": f"Bearer {self._tokens.token(caller, self._audience)}",
            **({"X-Purpose": "prefetch"} if caller.is_ahead else {}),
            **request.pop("headers", {}),
        }
        return self.send_openly(method, path, headers, **request)

    def send_openly(self, method: str, path: str, headers: Mapping[str, str], **request: Any) -> httpx.Response:
        """The same on nobody's behalf."""
        try:
            response = self._http.request(method, path, headers=dict(headers), **request)
        except httpx.HTTPError as err:
            raise unreachable() from err
        if response.status_code >= 400:
            raise refused(response)
        return response

    def _written(self, response: httpx.Response) -> Written:
        answer = self._json(response)
        return Written(int(answer.get("position") or 0), answer)

    @staticmethod
    def _json(response: httpx.Response) -> dict[str, Any]:
        try:
            answer = response.json()
        except ValueError as err:
            raise unreachable() from err
        return answer if isinstance(answer, dict) else {}
