"""What a channel was told is kept sealed: its addresses hold passwords and tokens."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12


class NotOurs(Exception):
    """It was sealed with another key, for another channel, or was changed."""


class ChannelSeal:
    """AES-256-GCM, bound to the channel's id.

    Args:
        key: 32 bytes, kept apart from the database.
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._key = key

    def derived(self, purpose: bytes, length: int) -> bytes:
        """A secret of its own for something else, so that an installation keeps one key and not two."""
        return HKDF(SHA256(), length, None, b"floorwalk " + purpose).derive(self._key)

    def seal(self, channel_id: str, settings: Mapping[str, Any]) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, orjson.dumps(dict(settings)), channel_id.encode())

    def open(self, channel_id: str, box: bytes) -> dict[str, Any]:
        """
        Raises:
            NotOurs
        """
        try:
            plain = self._cipher.decrypt(box[:_NONCE_BYTES], box[_NONCE_BYTES:], channel_id.encode())
        except (InvalidTag, ValueError) as err:
            raise NotOurs(f"channel {channel_id}") from err
        settings: dict[str, Any] = orjson.loads(plain)
        return settings
