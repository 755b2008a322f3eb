"""One attempt to post a signed webhook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import httpcore
import orjson
from standardwebhooks import Webhook as Signature

from contracts.instants import wire_instant
from services.followup.channels.message import Message
from services.followup.channels.outcomes import Gone, Later, Outcome, Refused, Sent
from services.followup.channels.posting import Headers, asked_for, may_change, post
from services.followup.channels.words import Language, words_for


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
        headers = self._headers(message, body)
        return post(self.network, self.url, headers, body, self.timeout, lambda answer: _answered(answer, self.now()))

    def _headers(self, message: Message, body: bytes) -> Headers:
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
    if may_change(status):
        return Later(why, asked_for(answer, now))
    # A redirect is not followed: it could lead where the guard lets nobody go.
    return Refused(why)
