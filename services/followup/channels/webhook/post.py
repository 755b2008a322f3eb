"""One attempt to post a signed webhook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpcore
import orjson
from standardwebhooks import Webhook as Signature

from contracts.instants import wire_instant
from services.followup.channels.message import Message
from services.followup.channels.outcomes import Gone, Later, Outcome, Refused, Sent
from services.followup.channels.webhook.guard import AddressForbidden
from services.followup.channels.words import Language, words_for

_AGAIN = frozenset({408, 409, 425, 429})
"""Answers below 500 that another attempt may change."""

_LONGEST_ASKED = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Webhook:
    """Posts to one address.

    Args:
        secrets: one, or two while the receiver changes from one to the other; each signs.
        network: makes the connections.
        now: system time, which signatures go by.
        timeout: seconds for each step of the exchange.
    """

    url: str
    secrets: Sequence[str]
    language: Language
    network: httpcore.NetworkBackend
    now: Callable[[], datetime]
    timeout: float

    def send(self, message: Message, to: str | None) -> Outcome:
        body = _body(message, self.language)
        try:
            with (
                httpcore.ConnectionPool(network_backend=self.network) as pool,
                self._asked(pool, message, body) as answer,
            ):
                # What it says beside its status is never read, and so cannot be without end.
                return _answered(answer, self.now())
        except AddressForbidden as err:
            return Refused(str(err))
        except (httpcore.UnsupportedProtocol, httpcore.LocalProtocolError) as err:
            return Refused(type(err).__name__)
        except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as err:
            return Later(f"no answer: {type(err).__name__}")

    def _pool(self) -> httpcore.ConnectionPool:
        return httpcore.ConnectionPool(network_backend=self.network)

    def _asked(
        self, pool: httpcore.ConnectionPool, message: Message, body: bytes
    ) -> AbstractContextManager[httpcore.Response]:
        patience = {"timeout": dict.fromkeys(("connect", "read", "write", "pool"), self.timeout)}
        return pool.stream("POST", self.url, headers=self._headers(message, body), content=body, extensions=patience)

    def _headers(self, message: Message, body: bytes) -> list[tuple[str | bytes, str | bytes]]:
        # The library takes whatever time it is given for UTC.
        at = self.now().astimezone(UTC)
        signatures = [Signature(secret).sign(message.id, at, body.decode()) for secret in self.secrets]
        return [
            ("Content-Type", "application/json"),
            ("User-Agent", "Floorwalk"),
            ("Webhook-Id", message.id),
            ("Webhook-Timestamp", str(int(at.timestamp()))),
            ("Webhook-Signature", " ".join(signatures)),
        ]


def _body(message: Message, language: Language) -> bytes:
    words = words_for(message, language)
    return orjson.dumps(
        {
            "type": message.type,
            "timestamp": wire_instant(message.made_at),
            "data": {
                "text": words.subject,
                "link": message.home,
                "alerts": [notice.to_data() for notice in message.notices],
            },
        }
    )


def _answered(answer: httpcore.Response, now: datetime) -> Outcome:
    status = answer.status
    if 200 <= status < 300:
        return Sent()
    why = f"answered {status}"
    if status == 410:
        return Gone(why)
    if status >= 500 or status in _AGAIN:
        return Later(why, _asked_for(answer, now))
    # A redirect is not followed: it could lead where the guard lets nobody go.
    return Refused(why)


def _asked_for(answer: httpcore.Response, now: datetime) -> timedelta | None:
    """How long it asks to be left alone, in seconds or until a date (RFC 9110, 10.2.3); a day at most."""
    headers = {name.decode().lower(): value.decode(errors="replace").strip() for name, value in answer.headers}
    asked = headers.get("retry-after", "")
    try:
        wait = timedelta(seconds=int(asked)) if asked.isdigit() else parsedate_to_datetime(asked) - now
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, timedelta()), _LONGEST_ASKED)
