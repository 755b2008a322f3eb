"""A browser at the other end of Web Push: it has keys, opens what it is sent, and checks who sent it."""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field
from typing import Any

import http_ece  # type: ignore[import-untyped]
import orjson
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from services.followup.channels.web_push.vapid import padded, unpadded


@dataclass
class Browser:
    """``endpoint`` is where its push service takes what is for it."""

    endpoint: str
    language: str = "en"
    _key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    _secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def keys(self) -> dict[str, str]:
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": unpadded(point), "auth": unpadded(self._secret)}

    @property
    def told(self) -> dict[str, Any]:
        """As it is kept."""
        return {"endpoint": self.endpoint, "keys": self.keys, "language": self.language}

    @property
    def as_json(self) -> str:
        return orjson.dumps(self.told).decode()

    def open(self, body: bytes) -> dict[str, Any]:
        """What the notification says.

        Raises:
            Exception: it was sealed for somebody else, or changed.
        """
        plain = http_ece.decrypt(body, private_key=self._key, auth_secret=self._secret, version="aes128gcm")
        found: dict[str, Any] = orjson.loads(plain)
        return found


def claims_of(authorization: str, public: str) -> dict[str, Any]:
    """What the sender says of itself, if it is signed with the key that the browser was told of.

    Raises:
        Exception: it is not.
    """
    scheme, _, rest = authorization.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    assert (scheme, parts["k"]) == ("vapid", public)
    point = padded(public)
    numbers = {"x": point[1:33], "y": point[33:]}
    encoded = {name: base64.urlsafe_b64encode(number).rstrip(b"=").decode() for name, number in numbers.items()}
    key = ECKey.import_key({"kty": "EC", "crv": "P-256", **encoded})
    return dict(jwt.decode(parts["t"], key, algorithms=["ES256"]).claims)
