"""What a browser must tell of its subscription to a push service."""

from __future__ import annotations

from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from marshmallow import Schema, ValidationError, fields, validate

from contracts.definition import SHORT
from services.followup.channels.web_push.vapid import padded
from services.followup.channels.words import LANGUAGES
from services.http.fields import Text

_LONGEST = 2_000
_AUTH_BYTES = 16


def _is_push_address(url: str) -> None:
    try:
        parts = urlsplit(url)
        fine = parts.scheme == "https" and bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        fine = False
    if not fine or not url.isascii() or not url.isprintable():
        raise ValidationError("Not an address of a push service, which begin with https://.")


def _is_public_key(text: str) -> None:
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), padded(text))
    except ValueError as err:
        raise ValidationError("Not a public key on P-256, in base64url.") from err


def _is_secret(text: str) -> None:
    try:
        fine = len(padded(text)) == _AUTH_BYTES
    except ValueError:
        fine = False
    if not fine:
        raise ValidationError(f"Not {_AUTH_BYTES} bytes in base64url.")


class BrowserKeys(Schema):
    p256dh = fields.String(required=True, validate=[validate.Length(max=200), _is_public_key])
    auth = fields.String(required=True, validate=[validate.Length(max=100), _is_secret])


class PushSubscriptionBody(Schema):
    """What a browser tells of its subscription, and what its person calls it."""

    endpoint = fields.String(required=True, validate=[validate.Length(1, _LONGEST), _is_push_address])
    keys = fields.Nested(BrowserKeys, required=True)
    device = Text(limit=SHORT, load_default="")
    language = fields.String(load_default="en", validate=validate.OneOf(LANGUAGES))
