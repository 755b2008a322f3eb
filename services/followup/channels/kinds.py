"""Every kind of channel there is: what it needs to be told, what of that may be shown again, and how it is opened."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from typing import Any, Protocol
from urllib.parse import urlsplit

from httpcore import NetworkBackend
from marshmallow import RAISE, Schema, ValidationError, fields, validate

from services.followup.channels.apprise.notify import Notification, is_understood
from services.followup.channels.email.smtp import Email, SmtpServer
from services.followup.channels.message import Message
from services.followup.channels.outcomes import Outcome
from services.followup.channels.web_push.push import WebPush
from services.followup.channels.web_push.vapid import Vapid
from services.followup.channels.webhook.post import Webhook
from services.followup.channels.words import Language

Settings = Mapping[str, Any]
"""What a channel was told, by the fields of its kind."""

_LONGEST = 2_000
_SECRET_BYTES = 24


class Channel(Protocol):
    """Sends one message to one receiver, once."""

    def send(self, message: Message, to: str | None) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Means:
    """What channels send with.

    Args:
        smtp: the operator's mail server, if there is one.
        sender: who mails come from.
        network: makes the connections of webhooks and to push services.
        vapid: says to push services who we are.
        now: system time.
        timeout: seconds for each step of an attempt.
    """

    smtp: SmtpServer | None
    sender: Address
    network: NetworkBackend
    vapid: Vapid
    now: Callable[[], datetime]
    timeout: float


class NoMeans(Exception):
    """The installation has not what this kind of channel sends with."""


@dataclass(frozen=True, slots=True)
class Kind:
    """``mask`` leaves out what nobody may read again."""

    schema: Schema
    mask: Callable[[Settings], dict[str, Any]]
    connect: Callable[[Settings, Language, Means], Channel]


def _email(settings: Settings, language: Language, means: Means) -> Channel:
    if means.smtp is None:
        raise NoMeans("no mail server is set: FLOORWALK_SMTP_URL")
    return Email(means.smtp, means.sender, language, means.timeout)


def _webhook(settings: Settings, language: Language, means: Means) -> Channel:
    return Webhook(settings["url"], settings["secrets"], language, means.network, means.now, means.timeout)


def _apprise(settings: Settings, language: Language, means: Means) -> Channel:
    return Notification(settings["url"], language, means.timeout)


def _web_push(settings: Settings, language: Language, means: Means) -> Channel:
    return WebPush(means.vapid, means.sender, means.network, means.now, means.timeout)


def _is_web_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        fine = parts.scheme in {"https", "http"} and bool(parts.hostname) and parts.username is None
    except ValueError:
        fine = False
    if not fine:
        raise ValidationError("Not an address such as https://example.com/hooks/floorwalk.")


def _is_secret(secret: str) -> None:
    try:
        plain = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError) as err:
        raise ValidationError("Not whsec_ and then base64.") from err
    if not secret.startswith("whsec_") or len(plain) < _SECRET_BYTES:
        raise ValidationError(f"Must be whsec_ and then at least {_SECRET_BYTES} bytes in base64.")


def _is_for_apprise(url: str) -> None:
    if not is_understood(url):
        raise ValidationError("Not an address that Apprise understands, such as slack://… or ntfys://….")


class EmailSettings(Schema):
    """Without ``to`` a mail goes to each person whom the level tells."""

    to = fields.List(fields.Email(), validate=validate.Length(max=20))


class WebhookSettings(Schema):
    url = fields.String(required=True, validate=[validate.Length(1, _LONGEST), _is_web_address])
    secrets = fields.List(fields.String(validate=_is_secret), required=True, validate=validate.Length(1, 2))


class AppriseSettings(Schema):
    url = fields.String(required=True, validate=[validate.Length(1, _LONGEST), _is_for_apprise])


class WebPushSettings(Schema):
    """It goes to those who have asked for it, in the language they asked in: there is nothing to be told."""


def _host_alone(settings: Settings) -> dict[str, Any]:
    parts = urlsplit(settings["url"])
    return {"url": f"{parts.scheme}://{parts.hostname or ''}/…"}


def _of_webhook(settings: Settings) -> dict[str, Any]:
    """``former_secret`` says that the one before still signs."""
    return {**_host_alone(settings), **({"former_secret": True} if len(settings["secrets"]) > 1 else {})}


KINDS: Mapping[str, Kind] = {
    "email": Kind(EmailSettings(unknown=RAISE), dict, _email),
    "webhook": Kind(WebhookSettings(unknown=RAISE), _of_webhook, _webhook),
    # The host of such an address is often the secret itself.
    "apprise": Kind(
        AppriseSettings(unknown=RAISE), lambda settings: {"url": f"{urlsplit(settings['url']).scheme}://…"}, _apprise
    ),
    "web_push": Kind(WebPushSettings(unknown=RAISE), dict, _web_push),
}
