"""Passwords: argon2id, at least twelve characters, and none that a guesser tries first (`trust.md`, login)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 256

Refusal = Literal["short", "long", "common", "personal"]

_PLAIN_WORDS = ("password", "passwort", "contrasena", "welcome", "bienvenido", "qwertyuiop", "iloveyou", "letmein")
_ORDERED = "012345678901234567890123456789 abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjklzxcvbnm"


class Passwords:
    """Hashes and checks. The costs are OWASP's for argon2id; tests may hand in cheaper ones."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        self._nobody = self._hasher.hash("nobody has this password")

    def hash(self, password: str) -> str:
        return self._hasher.hash(_normal(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Takes the same time for an unknown account (``stored`` is None) as for a wrong password."""
        try:
            self._hasher.verify(stored or self._nobody, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None


def refusal(password: str, name: str, email: str) -> Refusal | None:
    """Why a new password is not good enough, or None."""
    normal = _normal(password)
    if len(normal) < SHORTEST:
        return "short"
    if len(normal) > LONGEST:
        return "long"
    folded = normal.casefold()
    if _is_common(folded):
        return "common"
    return "personal" if _is_personal(folded, name, email) else None


def _normal(password: str) -> str:
    # The same characters can be typed as different code points on a phone and on a desk.
    return unicodedata.normalize("NFKC", password)


def _is_common(folded: str) -> bool:
    return (
        folded in _common()
        or re.fullmatch(r"(.{1,6}?)\1+.?.?", folded) is not None
        or folded in _ORDERED
        or folded in _ORDERED[::-1]
        or _is_plain_word(folded)
    )


def _is_plain_word(folded: str) -> bool:
    """One of the first words that come to mind, with a year or a mark behind it, or written with digits for letters."""
    letters = re.sub(r"[^a-z]", "", re.sub(r"[\W\d_]+$", "", folded).translate(_LEET))
    rest = letters.replace("floorwalk", "")
    return rest in _PLAIN_WORDS or (rest == "" and letters != "")


_LEET = str.maketrans("013457@$!", "oleastasi")


def _is_personal(folded: str, name: str, email: str) -> bool:
    """Nothing much is left when the name and the address are taken out."""
    rest = folded
    parts = re.split(r"[\W_]+", f"{name} {email}".casefold())
    for part in sorted(parts, key=len, reverse=True):
        if len(part) >= 3:
            rest = rest.replace(part, "")
    return len(rest) < SHORTEST - 4 and rest != folded


@cache
def _common() -> frozenset[str]:
    lines = files("web.accounts").joinpath("common_passwords.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
