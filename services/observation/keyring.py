"""The keyring: one data key per person and class, wrapped by a key-encryption key that no database holds.

A destroyed key leaves a tombstone, so that it is never made again (`trust.md`: erasure).
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Collection
from typing import Any, get_args

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.dialects import postgresql, sqlite

from contracts.sealing import DataKey, KeyClass
from services.eventlog.database import reading, writing

metadata = sa.MetaData()
keys = sa.Table(
    "keys",
    metadata,
    sa.Column("person_id", sa.Text, primary_key=True),
    sa.Column("class", sa.Text, primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("wrapped", sa.LargeBinary),
    sa.Column("destroyed_at", sa.BigInteger),
)

_KEY_BYTES = 32
_NONCE_BYTES = 12
_CACHED_SECONDS = 60.0


class KeyUnknown(Exception):
    """There never was such a key: an error of the caller, not an erasure."""


class KeyErased(Exception):
    """The key was destroyed; what it locked can never be read again."""


class WrongKek(Exception):
    """The key-encryption key does not open this keyring."""


class Keyring:
    """Makes, keeps and hands out data keys.

    Args:
        engine: the keyring's own database.
        kek: 32 bytes that wrap every key.
        monotonic: seconds for the short cache of opened keys.
    """

    def __init__(self, engine: sa.Engine, kek: bytes, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._engine = engine
        self._kek = AESGCM(kek)
        self._monotonic = monotonic
        self._opened: dict[tuple[str, str], tuple[float, DataKey]] = {}
        self._lock = threading.Lock()

    def make(self, person_id: str) -> None:
        """Give a person one key of each class, unless they have or had one."""
        rows = [
            {"person_id": person_id, "class": key_class, "version": 1, "wrapped": self._wrapped(person_id, key_class)}
            for key_class in get_args(KeyClass)
        ]
        insert = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        with writing(self._engine) as connection:
            connection.execute(insert(keys).on_conflict_do_nothing(), rows)

    def key(self, person_id: str, key_class: KeyClass = "coaching") -> DataKey:
        """The present key of a person.

        Raises:
            KeyUnknown, KeyErased, WrongKek
        """
        key = self.keys([person_id], key_class)[person_id]
        if key is None:
            raise KeyErased(person_id)
        return key

    def keys(self, person_ids: Collection[str], key_class: KeyClass = "coaching") -> dict[str, DataKey | None]:
        """The present keys of many people; None where it was destroyed.

        Raises:
            KeyUnknown: naming the first person who never had one.
            WrongKek
        """
        found = self.those_known(person_ids, key_class)
        for person_id in person_ids:
            if person_id not in found:
                raise KeyUnknown(person_id)
        return found

    def those_known(self, person_ids: Collection[str], key_class: KeyClass = "coaching") -> dict[str, DataKey | None]:
        """As `keys`, without those who never had one. They are in the order asked for: any other would tell whose were
        opened a short while ago, and of that a referral may be why."""
        now = self._monotonic()
        with self._lock:
            cached = {person_id: self._opened.get((person_id, key_class)) for person_id in person_ids}
        known: dict[str, DataKey | None] = {
            person_id: entry[1] for person_id, entry in cached.items() if entry and entry[0] > now
        }
        missing = [person_id for person_id in person_ids if person_id not in known]
        if missing:
            known |= self._read(missing, key_class, now)
        return {person_id: known[person_id] for person_id in person_ids if person_id in known}

    def _read(self, person_ids: list[str], key_class: KeyClass, now: float) -> dict[str, DataKey | None]:
        query = (
            sa.select(keys.c.person_id, keys.c.version, keys.c.wrapped)
            .where(keys.c.person_id.in_(person_ids), keys.c["class"] == key_class)
            .order_by(keys.c.version)
        )
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        read = {row.person_id: self._open(row, key_class) for row in rows}
        with self._lock:
            for person_id, key in read.items():
                if key is not None:
                    self._opened[person_id, key_class] = (now + _CACHED_SECONDS, key)
        return read

    def _open(self, row: Any, key_class: KeyClass) -> DataKey | None:
        if row.wrapped is None:
            return None
        nonce, locked = row.wrapped[:_NONCE_BYTES], row.wrapped[_NONCE_BYTES:]
        try:
            secret = self._kek.decrypt(nonce, locked, _bound_to(row.person_id, key_class, row.version))
        except InvalidTag as err:
            raise WrongKek("the key-encryption key does not fit this keyring") from err
        return DataKey(row.person_id, key_class, row.version, secret)

    def _wrapped(self, person_id: str, key_class: KeyClass) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._kek.encrypt(nonce, os.urandom(_KEY_BYTES), _bound_to(person_id, key_class, 1))


def _bound_to(person_id: str, key_class: KeyClass, version: int) -> bytes:
    return f"{person_id}/{key_class}/{version}".encode()
