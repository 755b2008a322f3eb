"""The box a personal text travels in: AES-256-GCM under the person's own key.

The associated data binds the event's id, its type, the person and the class of the key, so that a box
cannot be moved to another event or another person unnoticed.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from marshmallow import Schema, fields

KeyClass = Literal["coaching", "counselling"]

_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Box:
    """``key`` names the data key, ``box`` is base64url of nonce, ciphertext and tag."""

    key: str
    box: str


class BoxSchema(Schema):
    key = fields.String(required=True)
    box = fields.String(required=True)


class UnsealError(Exception):
    """The box does not belong to this event and key, or was changed."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """One 256-bit key of one person, class and version."""

    person_id: str
    key_class: KeyClass
    version: int
    secret: bytes

    @property
    def name(self) -> str:
        return f"{self.person_id}/{self.key_class}/{self.version}"


def seal(key: DataKey, event_id: str, event_type: str, texts: Mapping[str, str]) -> Box:
    """Lock the texts of one event into a box."""
    nonce = os.urandom(_NONCE_BYTES)
    locked = AESGCM(key.secret).encrypt(nonce, orjson.dumps(dict(texts)), _bound_to(event_id, event_type, key.name))
    return Box(key.name, base64.urlsafe_b64encode(nonce + locked).decode())


def unseal(secret: bytes, event_id: str, event_type: str, box: Box) -> dict[str, str]:
    """Open the box of one event.

    Raises:
        UnsealError: wrong key, wrong event, or a changed box.
    """
    try:
        raw = base64.urlsafe_b64decode(box.box)
        bound = _bound_to(event_id, event_type, box.key)
        texts: dict[str, str] = orjson.loads(AESGCM(secret).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], bound))
    except (InvalidTag, ValueError) as err:
        raise UnsealError(f"box of event {event_id} under key {box.key}") from err
    return texts


def person_of(key_name: str) -> str:
    """The person whose key it is."""
    return key_name.split("/", 1)[0]


def _bound_to(event_id: str, event_type: str, key_name: str) -> bytes:
    return "\n".join((event_id, event_type, key_name)).encode()
