"""One-time codes that let a person set a password: at enrolment, or when it was forgotten."""

from __future__ import annotations

import hashlib
import secrets

from sqlalchemy import Connection, Engine, delete, insert, select

from web.accounts.moments import DAY, Now, stamp
from web.accounts.tables import codes

LASTS = 2 * DAY
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_LENGTH = 16


class Codes:
    """A code has 80 random bits and is kept as a hash; a person has at most one."""

    def __init__(self, engine: Engine, now: Now) -> None:
        self._engine = engine
        self._now = now

    def make(self, person_id: str, made_by: str) -> str:
        """A new code, good for two days; the person's code before it is void."""
        code = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        with self._engine.begin() as connection:
            connection.execute(delete(codes).where(codes.c.person_id == person_id))
            connection.execute(
                insert(codes).values(
                    code_hash=_hash(code), person_id=person_id, made_by=made_by, ends_at=stamp(self._now) + LASTS
                )
            )
        return "-".join(code[start : start + 4] for start in range(0, _LENGTH, 4))

    def person_of(self, code: str) -> str | None:
        """Whose code it is, while it is good."""
        good = (codes.c.code_hash == _hash(code), codes.c.ends_at > stamp(self._now))
        with self._engine.connect() as connection:
            found: str | None = connection.execute(select(codes.c.person_id).where(*good)).scalar_one_or_none()
        return found

    def use(self, connection: Connection, code: str, person_id: str) -> bool:
        """Use the code up, in the transaction that sets the password; False when it is not good any more."""
        mine = (codes.c.code_hash == _hash(code), codes.c.person_id == person_id, codes.c.ends_at > stamp(self._now))
        return connection.execute(delete(codes).where(*mine)).rowcount > 0

    def forget_old(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(delete(codes).where(codes.c.ends_at <= stamp(self._now)))


def _hash(code: str) -> bytes:
    """However it was typed: spaces, hyphens and case do not count."""
    plain = "".join(code.split()).replace("-", "").upper()
    return hashlib.sha256(plain.encode()).digest()
