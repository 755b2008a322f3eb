"""One attempt to have a push service bring a notification to a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from urllib.parse import urlsplit

import http_ece  # type: ignore[import-untyped]
import httpcore
import orjson
from cryptography.hazmat.primitives.asymmetric import ec

from services.followup.channels.message import Message
from services.followup.channels.outcomes import Gone, Later, Outcome, Refused, Sent
from services.followup.channels.posting import Headers, asked_for, may_change, post
from services.followup.channels.web_push.vapid import Vapid, padded
from services.followup.channels.words import words_for

_KEPT_SECONDS = 24 * 3_600
"""How long a push service keeps it for a phone that is switched off; later it is no news."""

_TOPIC_LENGTH = 32


@dataclass(frozen=True, slots=True)
class WebPush:
    """Sends to one browser at a time.

    Args:
        sender: who a push service may write to.
        network: makes the connections.
        now: system time, which signatures go by.
        timeout: seconds for each step of the exchange.
    """

    vapid: Vapid
    sender: Address
    network: httpcore.NetworkBackend
    now: Callable[[], datetime]
    timeout: float

    def send(self, message: Message, to: str | None) -> Outcome:
        """``to`` is the subscription as JSON: ``endpoint``, ``keys``, and the ``language`` it was made in."""
        subscription = orjson.loads(to or "{}")
        try:
            body = _sealed(_payload(message, subscription["language"]), subscription["keys"])
        except (ValueError, KeyError):
            return Refused("the browser's keys are not usable")
        endpoint: str = subscription["endpoint"]
        headers = self._headers(message, endpoint)
        return post(self.network, endpoint, headers, body, self.timeout, lambda answer: _answered(answer, self.now()))

    def _headers(self, message: Message, endpoint: str) -> Headers:
        return [
            ("Authorization", self.vapid.authorization(endpoint, self.sender, self.now())),
            ("Content-Encoding", "aes128gcm"),
            ("Content-Type", "application/octet-stream"),
            ("TTL", str(_KEPT_SECONDS)),
            ("Urgency", "normal"),
            # The same at every attempt: what waits for the phone is replaced by it and not doubled.
            ("Topic", message.id.replace("-", "")[:_TOPIC_LENGTH]),
            ("User-Agent", "Floorwalk"),
        ]


def _payload(message: Message, language: str) -> bytes:
    """What the notification says: no name and no note, for it stands on a locked screen."""
    words = words_for(message, "es" if language == "es" else "en")
    link = urlsplit(message.notices[0].link if len(message.notices) == 1 else message.home)
    return orjson.dumps({"id": message.id, "title": "Floorwalk", "body": words.subject, "path": link.path or "/"})


def _sealed(plain: bytes, keys: dict[str, str]) -> bytes:
    """For this browser alone (RFC 8291), with a key pair made for this message."""
    ours = ec.generate_private_key(ec.SECP256R1())
    theirs, secret = padded(keys["p256dh"]), padded(keys["auth"])
    return bytes(http_ece.encrypt(plain, private_key=ours, dh=theirs, auth_secret=secret, version="aes128gcm"))


def _answered(answer: httpcore.Response, now: datetime) -> Outcome:
    status = answer.status
    if 200 <= status < 300:
        return Sent()
    why = f"answered {status}"
    if status in {404, 410}:
        # RFC 8030, 7.3: the subscription is over.
        return Gone(why)
    return Later(why, asked_for(answer, now)) if may_change(status) else Refused(why)
