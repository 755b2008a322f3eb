from __future__ import annotations

from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, OKPKey

from contracts.tokens import WEB, Claims, Signer, TokenError, Verifier, new_key

NOW = 1_800_000_000.0
KEY = new_key()
FOLLOWUP_KEY = new_key("followup")
INES = "6a9e9a52-0000-5000-8000-000000000001"


def verifier(now: float = NOW, key: OKPKey = KEY) -> Verifier:
    keys = KeySet([key])
    return Verifier(lambda: keys, "observation", lambda: now)


def signed(now: float = NOW) -> str:
    return Signer(KEY, "floorwalk-web", lambda: now).sign(INES, "observation", ["supervisor", "rep"])


def forged(header: dict[str, Any] | None = None, **claims: Any) -> str:
    good = {"iss": WEB, "aud": "observation", "sub": INES, "roles": [], "iat": int(NOW), "exp": int(NOW) + 60}
    head = {"alg": "Ed25519", "typ": "at+jwt", "kid": KEY.kid, **(header or {})}
    return jwt.encode(
        {name: value for name, value in head.items() if value is not None},
        {name: value for name, value in {**good, **claims}.items() if value is not None},
        KEY,
        algorithms=["Ed25519"],
    )


def test_it_tells_who_calls_in_which_roles() -> None:
    assert verifier().verify(signed()) == Claims(INES, frozenset({"supervisor", "rep"}))
    assert Claims("svc:load", frozenset()).is_service


def test_it_is_good_for_a_minute_and_no_longer() -> None:
    assert verifier(NOW + 59).verify(signed())
    with pytest.raises(TokenError):
        verifier(NOW + 60).verify(signed())
    with pytest.raises(TokenError):
        verifier(NOW - 6).verify(signed())


@pytest.mark.parametrize(
    "token",
    [
        forged(exp=int(NOW) + 61),
        forged(exp=None),
        forged(iat=None),
        forged(sub=None),
        forged(sub=""),
        forged(roles=None),
        forged(roles="admin"),
        forged(roles=[1]),
        forged(aud="followup"),
        forged(aud=None),
        forged(iss=None),
        forged(iss=7),
        forged(iss="followup"),
        forged(header={"kid": "unknown"}),
        forged(header={"kid": None}),
        forged(header={"typ": "JWT"}),
        "",
        "a.b.c",
        signed()[:-3] + "AAA",
    ],
)
def test_it_refuses_what_is_not_as_agreed(token: str) -> None:
    with pytest.raises(TokenError):
        verifier().verify(token)


def by_followup(subject: str, issuer: str) -> str:
    """What follow-up's own key signed."""
    return Signer(FOLLOWUP_KEY, issuer, lambda: NOW).sign(subject, "observation", ["admin"])


def test_a_service_signs_for_itself() -> None:
    assert verifier(key=FOLLOWUP_KEY).verify(by_followup("svc:followup", "followup")).subject == "svc:followup"


@pytest.mark.parametrize(
    "token",
    [
        by_followup(INES, "followup"),
        by_followup(INES, WEB),
        by_followup("svc:load", "load"),
        by_followup("svc:load", "followup"),
    ],
)
def test_the_key_of_a_service_speaks_for_nobody_else(token: str) -> None:
    with pytest.raises(TokenError, match="iss"):
        verifier(key=FOLLOWUP_KEY).verify(token)


def test_it_refuses_another_key_and_another_algorithm() -> None:
    with pytest.raises(TokenError):
        verifier(key=new_key()).verify(signed())
    secret = OctKey.generate_key(256)
    by_secret = jwt.encode({"alg": "HS256", "typ": "at+jwt"}, {"sub": INES}, secret, algorithms=["HS256"])
    with pytest.raises(TokenError):
        verifier().verify(by_secret)


def test_a_token_that_was_good_is_refused_once_it_is_over_or_its_key_is_gone() -> None:
    now, keys = [NOW], [KeySet([KEY])]
    verifier = Verifier(lambda: keys[0], "observation", lambda: now[0])
    token = signed()
    assert verifier.verify(token) == verifier.verify(token)
    keys[0] = KeySet([FOLLOWUP_KEY])
    with pytest.raises(TokenError):
        verifier.verify(token)
    keys[0] = KeySet([KEY])
    assert verifier.verify(token)
    now[0] = NOW + 60
    with pytest.raises(TokenError):
        verifier.verify(token)
