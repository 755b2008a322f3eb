"""Who we are to push services: a key of this installation, which each request is signed with (RFC 8292)."""

from __future__ import annotations

import base64
from datetime import datetime, timedelta
from email.headerregistry import Address
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from services.followup.channels.sealing import ChannelSeal

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of the group of P-256 (SEC 2)."""

_SEED_BYTES = 48
"""More than the order has, so that no key is likelier than another."""

_GOOD_FOR = timedelta(hours=12)


class Vapid:
    """The key is derived from that of the channels: whoever keeps one keeps both, and a change of it ends both.

    ``public`` is what browsers are to know us by.
    """

    def __init__(self, seal: ChannelSeal) -> None:
        seed = int.from_bytes(seal.derived(b"web push", _SEED_BYTES), "big")
        private = ec.derive_private_key(seed % (_ORDER - 1) + 1, ec.SECP256R1())
        pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self._key = ECKey.import_key(pem)
        self.public = unpadded(private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))

    def authorization(self, endpoint: str, sender: Address, now: datetime) -> str:
        """The header for a push service. ``sender`` is who it may write to if we misbehave, ``now`` system time."""
        parts = urlsplit(endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((now + _GOOD_FOR).timestamp()),
            "sub": f"mailto:{sender.addr_spec}",
        }
        token = jwt.encode({"alg": "ES256", "typ": "JWT"}, claims, self._key, algorithms=["ES256"])
        return f"vapid t={token}, k={self.public}"


def unpadded(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).rstrip(b"=").decode()


def padded(text: str) -> bytes:
    """
    Raises:
        ValueError: no base64url.
    """
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
