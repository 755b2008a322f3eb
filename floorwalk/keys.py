"""The secrets of an installation: the key that signs tokens, the key that wraps the people's keys, and the key that
seals what alert channels were told."""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass
from pathlib import Path

import orjson
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from contracts.tokens import new_key
from floorwalk.home import Home
from floorwalk.private_files import write_private
from floorwalk.settings import Settings, SettingsError

SECRET_BYTES = 32


class KeyMissing(SettingsError):
    """Neither the settings nor the home have the key: the product never ran there."""


@dataclass(frozen=True, slots=True)
class Keys:
    """``signing`` is a private Ed25519 key with its ``kid``; ``kek`` and ``channels`` are 32 bytes."""

    signing: OKPKey
    kek: bytes
    channels: bytes

    @property
    def public(self) -> KeySet:
        return public_keys_of(self.signing)


def public_keys_of(signing: OKPKey) -> KeySet:
    """What the services check tokens with."""
    return KeySet([OKPKey.import_key(signing.as_dict(private=False))])


def make_missing_keys(home: Home) -> None:
    """Make the keys a home does not have yet. An existing one is never touched: what it sealed would be lost."""
    if not home.signing_key.exists():
        write_private(home.signing_key, orjson.dumps(new_key().as_dict(private=True)))
    for secret in (home.kek, home.channel_key):
        if not secret.exists():
            write_private(secret, new_secret())


def new_secret() -> bytes:
    """A fresh key to encrypt with, as it is kept in a file."""
    return base64.urlsafe_b64encode(os.urandom(SECRET_BYTES)) + b"\n"


def load_keys(settings: Settings, home: Home) -> Keys:
    """All of them, from the settings or else from the home.

    Raises:
        SettingsError: one is missing or cannot be used.
    """
    return Keys(load_signing_key(settings, home), load_kek(settings, home), load_channel_key(settings, home))


def load_signing_key(settings: Settings, home: Home) -> OKPKey:
    """The key that signs tokens.

    Raises:
        SettingsError: it is missing or cannot be used.
    """
    name = "FLOORWALK_SIGNING_KEY"
    try:
        key = OKPKey.import_key(orjson.loads(_text(name, settings.signing_key, home.signing_key)))
    except (JoseError, ValueError, TypeError, KeyError) as err:
        raise SettingsError(f"{name}: not a JSON Web Key: {err}") from err
    if not key.is_private or key.curve_name != "Ed25519":
        raise SettingsError(f"{name}: must be a private Ed25519 key")
    key.ensure_kid()
    return key


def load_kek(settings: Settings, home: Home) -> bytes:
    """The key-encryption key.

    Raises:
        SettingsError: it is missing or not 32 bytes.
    """
    return _secret("FLOORWALK_KEK", settings.kek, home.kek)


def load_channel_key(settings: Settings, home: Home) -> bytes:
    """The key that seals what alert channels were told.

    Raises:
        SettingsError: it is missing or not 32 bytes.
    """
    return _secret("FLOORWALK_CHANNEL_KEY", settings.channel_key, home.channel_key)


def _secret(name: str, given: str | None, file: Path) -> bytes:
    try:
        secret = base64.b64decode(_text(name, given, file).strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as err:
        raise SettingsError(f"{name}: not base64url: {err}") from err
    if len(secret) != SECRET_BYTES:
        raise SettingsError(f"{name}: must be {SECRET_BYTES} bytes, is {len(secret)}")
    return secret


def _text(name: str, given: str | None, file: Path) -> str:
    if given is not None:
        return given
    try:
        return file.read_text(encoding="ascii")
    except FileNotFoundError as err:
        raise KeyMissing(
            f"{name}: not set, and there is no {file}; `floorwalk run` or `floorwalk keys make` makes it"
        ) from err
    except (OSError, UnicodeDecodeError) as err:
        raise SettingsError(f"{name}: cannot read {file}: {err}") from err
