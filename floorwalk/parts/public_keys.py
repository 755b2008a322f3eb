"""The public keys that tokens are checked with, from wherever their holders publish them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import orjson
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from contracts.problems import UNAVAILABLE, Problem
from floorwalk.settings import SettingsError

log = structlog.get_logger()

NAME = "FLOORWALK_JWKS"
RENEWED_EVERY = 60.0
"""Seconds after which the keys are read again; the old ones are good until then."""

AGAIN_AFTER = 0.5
"""Seconds after a failure."""

PATIENCE_SECONDS = 2.0

_CALL_SECONDS = 3.0


def public_keys(source: str) -> Callable[[], KeySet]:
    """Gives the keys of a JWK Set: the document itself, a file, or an address. The latter two are read again.

    Raises:
        SettingsError: it is a document, or a file, that cannot be used.
    """
    if is_address(source):
        return Renewed(lambda: _fetch(source))
    given = keys_at_hand(source)
    return (lambda: given) if _is_document(source) else Renewed(lambda: keys_at_hand(source))


def keys_at_hand(source: str) -> KeySet:
    """The keys of a document, or of a file.

    Raises:
        SettingsError: it cannot be used.
    """
    return _key_set(source.encode() if _is_document(source) else _read(Path(source)))


def is_address(source: str) -> bool:
    """Whether the keys are fetched from somebody who publishes them."""
    return urlsplit(source).scheme in {"http", "https"}


class Renewed:
    """Keys that are read again from time to time, by a thread of their own. One that cannot be read leaves those
    there are.

    Args:
        read: gives them, or raises `SettingsError`.
        patience: how many seconds a caller waits for the first ones.
    """

    def __init__(self, read: Callable[[], KeySet], patience: float = PATIENCE_SECONDS) -> None:
        self._read = read
        self._patience = patience
        self._keys: KeySet | None = None
        self._there = threading.Event()
        threading.Thread(target=self._run, name="public keys", daemon=True).start()

    def __call__(self) -> KeySet:
        """
        Raises:
            Problem: they were never there yet, so that nobody can be let in nor turned away.
        """
        self._there.wait(self._patience)
        if self._keys is None:
            raise Problem(UNAVAILABLE, "the public keys cannot be read now", retry_after=2)
        return self._keys

    def _run(self) -> None:
        while True:
            time.sleep(RENEWED_EVERY if self._renew_once() else AGAIN_AFTER)

    def _renew_once(self) -> bool:
        try:
            self._keys = self._read()
        except SettingsError as err:
            log.warning("the public keys cannot be read", reason=str(err))
            return False
        self._there.set()
        return True


def _is_document(source: str) -> bool:
    return source.lstrip().startswith("{")


def _fetch(url: str) -> KeySet:
    try:
        answer = httpx.get(url, timeout=_CALL_SECONDS, trust_env=False, follow_redirects=False)
        content = answer.raise_for_status().content
    except httpx.HTTPError as err:
        raise SettingsError(f"{NAME}: {url}: {type(err).__name__}") from err
    return _key_set(content)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as err:
        raise SettingsError(f"{NAME}: cannot read {file}: {err.strerror}") from err


def _key_set(content: bytes) -> KeySet:
    try:
        document: Any = orjson.loads(content)
        keys = KeySet.import_key_set(document)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as err:
        raise SettingsError(f"{NAME}: not a JSON Web Key Set: {err}") from err
    if not keys.keys or any(key.is_private for key in keys.keys):
        raise SettingsError(f"{NAME}: must have public keys, and no private ones")
    return keys
