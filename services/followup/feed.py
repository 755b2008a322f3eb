"""Where events are read from when the bus has lost some, or has not begun: the observation log's feed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

import httpx
import orjson

from contracts.tokens import Signer
from services.eventlog.errors import LogUnavailable
from services.eventlog.log import EventLog

PAGE = 1_000
"""How many events a page may have, by the contract."""

CALLER = "svc:followup"


class Page(NamedTuple):
    """Events as parsed JSON, in order and without gaps, and the head of the log they are from."""

    events: list[dict[str, Any]]
    head: int


class FeedUnavailable(Exception):
    """The feed gives nothing now. Try again later."""


class Feed(Protocol):
    def page(self, after: int, limit: int) -> Page:
        """Up to ``limit`` events that follow position ``after``.

        Raises:
            FeedUnavailable
        """


class HttpFeed:
    """The feed over HTTP.

    Args:
        origin: where the observation service is.
        signer: signs for this service.
    """

    def __init__(self, client: httpx.Client, origin: str, signer: Signer) -> None:
        self._client = client
        self._url = f"{origin}/v1/events"
        self._signer = signer

    def page(self, after: int, limit: int) -> Page:
        parameters = {"after": after, "limit": min(limit, PAGE)}
        headers = {"Authorization": f"Bearer {self._signer.sign(CALLER, 'observation')}"}
        try:
            response = self._client.get(self._url, params=parameters, headers=headers).raise_for_status()
            body = orjson.loads(response.content)
            return _page(body["items"], body["head"])
        except (httpx.HTTPError, orjson.JSONDecodeError, KeyError) as err:
            raise FeedUnavailable(f"{self._url}: {type(err).__name__}") from err


class LogFeed:
    """The feed straight from the log's database, for a rebuild and a check where it can be reached."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def page(self, after: int, limit: int) -> Page:
        try:
            return _page([orjson.loads(body) for body in self._log.read(after, limit)], self._log.head())
        except LogUnavailable as err:
            raise FeedUnavailable("the log cannot be read") from err


def _page(events: list[dict[str, Any]], head: int) -> Page:
    return Page(events, max(head, events[-1]["position"]) if events else head)


OnProgress = Callable[[int, int], None]
"""Told, on long work, how many events are done and how many there are."""
