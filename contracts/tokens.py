"""Access tokens: JWT signed with Ed25519, type ``at+jwt`` (RFC 9068), good for at most a minute.

Token times are system time, never the domain clock: a moved clock must not make a stolen token live longer.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

Audience = Literal["observation", "followup"]

ALGORITHM = "Ed25519"
LIFETIME_SECONDS = 60
LEEWAY_SECONDS = 5
SERVICE_PREFIX = "svc:"

WEB = "floorwalk-web"
"""The issuer who speaks for people. Every other one is a service, and speaks for itself alone."""

BOUND_TO = "issuer"
"""The member of a JSON Web Key that names the one issuer it may sign for; the web's key has none."""


class TokenError(Exception):
    """The token is not one of ours, not for this audience, or over."""


@dataclass(frozen=True, slots=True)
class Claims:
    """Who is calling. ``subject`` is a person id, or ``svc:<name>`` for a service."""

    subject: str
    roles: frozenset[str]

    @property
    def is_service(self) -> bool:
        return self.subject.startswith(SERVICE_PREFIX)


class Signer:
    """Signs tokens with one private key.

    Args:
        key: the private key, with its ``kid``.
        issuer: `WEB`, or the name of the service that signs for itself.
        now: system time in seconds.
    """

    def __init__(self, key: OKPKey, issuer: str, now: Callable[[], float] = time.time) -> None:
        self._key = key
        self._issuer = issuer
        self._now = now

    def sign(self, subject: str, audience: Audience, roles: Iterable[str] = ()) -> str:
        issued = int(self._now())
        claims = {
            "iss": self._issuer,
            "aud": audience,
            "sub": subject,
            "roles": sorted(roles),
            "iat": issued,
            "exp": issued + LIFETIME_SECONDS,
            "jti": uuid.uuid4().hex,
        }
        header = {"alg": ALGORITHM, "typ": "at+jwt", "kid": self._key.kid}
        return jwt.encode(header, claims, self._key, algorithms=[ALGORITHM])


Signed = tuple[dict[str, Any], dict[str, Any], object]
"""Header and claims of a token whose signature is right, and whom its key is bound to."""

_MOST_SEEN = 1_024
"""How many tokens are remembered. Whoever calls uses one for most of its minute."""


class Verifier:
    """Checks tokens against the public keys.

    Args:
        keys: gives the present public keys; asked for each token, so that it may renew them.
        audience: the service that checks.
        now: system time in seconds.
    """

    def __init__(self, keys: Callable[[], KeySet], audience: Audience, now: Callable[[], float] = time.time) -> None:
        self._keys = keys
        self._audience = audience
        self._now = now
        self._seen: tuple[KeySet | None, dict[str, Signed]] = (None, {})

    def verify(self, token: str) -> Claims:
        """Raises TokenError when the token is not good here and now."""
        header, found, bound_to = self._signed(token)
        self._check(header, found)
        _check_issuer(found, bound_to)
        return Claims(found["sub"], frozenset(found["roles"]))

    def _signed(self, token: str) -> Signed:
        """Whether a signature is right depends on the token and the keys alone, so that each is found out once; whether
        the token is good now is looked at each time."""
        keys = self._keys()
        of_keys, seen = self._seen
        if of_keys is not keys:
            seen = {}
            self._seen = (keys, seen)
        if (known := seen.get(token)) is not None:
            return known
        try:
            decoded = jwt.decode(token, keys, algorithms=[ALGORITHM])
            signed = (decoded.header, decoded.claims, keys.get_by_kid(decoded.header["kid"]).get(BOUND_TO))
        except (JoseError, ValueError, TypeError, KeyError) as err:
            raise TokenError("signature or form") from err
        if len(seen) >= _MOST_SEEN:
            seen.clear()
        seen[token] = signed
        return signed

    def _check(self, header: dict[str, Any], claims: dict[str, Any]) -> None:
        now = self._now()
        issued, expires = claims.get("iat"), claims.get("exp")
        if header.get("typ") != "at+jwt":
            raise TokenError("typ")
        if claims.get("aud") != self._audience:
            raise TokenError("aud")
        if not isinstance(issued, int) or not isinstance(expires, int) or expires - issued > LIFETIME_SECONDS:
            raise TokenError("lifetime")
        if not issued - LEEWAY_SECONDS <= now < expires:
            raise TokenError("expired")
        if not isinstance(claims.get("sub"), str) or not claims["sub"]:
            raise TokenError("sub")
        roles = claims.get("roles")
        if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
            raise TokenError("roles")


def _check_issuer(claims: dict[str, Any], bound_to: object) -> None:
    """Whoever holds the key of a service must not be able to speak for a person, nor for another service."""
    issuer = claims.get("iss")
    if not isinstance(issuer, str) or (bound_to is not None and issuer != bound_to):
        raise TokenError("iss")
    if issuer != WEB and claims["sub"] != SERVICE_PREFIX + issuer:
        raise TokenError("iss may not speak for sub")


def new_key(bound_to: str | None = None) -> OKPKey:
    """A fresh private key, named by its thumbprint.

    Args:
        bound_to: the one service that it signs for; without it, it is the web's.
    """
    key = OKPKey.generate_key("Ed25519", auto_kid=True)
    return key if bound_to is None else OKPKey.import_key({**key.as_dict(private=True), BOUND_TO: bound_to})
