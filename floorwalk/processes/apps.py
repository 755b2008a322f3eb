"""The three apps as processes of their own: what each is made of, and what it needs. Each worker builds its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from joserfc.jwk import KeySet, OKPKey

from floorwalk.insecurity import refuse_makeshift
from floorwalk.installation import Installation, start_domain_clock
from floorwalk.keys import load_channel_key, load_kek, load_signing_key, public_keys_of
from floorwalk.parts.event_logs import counselling_log, followup_log, observation_log
from floorwalk.parts.front import Front
from floorwalk.parts.memory import give_memory_back
from floorwalk.parts.planning import Planning
from floorwalk.parts.public_keys import is_address, keys_at_hand, public_keys
from floorwalk.parts.read_side import read_side
from floorwalk.parts.write_side import write_side
from floorwalk.parts.write_side_calls import WriteSideCalls
from floorwalk.processes.holder import holder
from floorwalk.settings import Settings
from services.eventlog.database import open_database
from services.observation.house import Counselling
from services.observation.keyring import Keyring

DATABASES = {"web": {"web"}, "observation": {"observation", "counselling", "keyring"}, "followup": {"followup"}}
"""What each app works with."""


def check(name: str, installation: Installation) -> None:
    """Whether the app of this name can be built; nothing is opened.

    Raises:
        SettingsError: a setting is missing, invalid or insecure.
    """
    refuse_makeshift(installation.settings, _NEEDED[name](installation.settings))
    start_domain_clock(installation)
    for read in _KEYS[name]:
        read(installation)


def build(name: str, installation: Installation) -> Flask:
    """The app of this name, by settings that were checked. Nothing is connected yet."""
    return _BUILD[name](installation)


def _web(installation: Installation) -> Flask:
    settings = installation.settings
    give_memory_back()
    engine, clock = open_database(settings.web_db), start_domain_clock(installation)
    front = Front(settings, engine, _signing_key(installation), _published(installation), clock)
    front.tidying.start()
    return front.app


def _observation(installation: Installation) -> Flask:
    settings, clock = installation.settings, start_domain_clock(installation)
    engine = open_database(settings.observation_db)
    keyring = Keyring(open_database(settings.keyring_db), _kek(installation))
    apart = open_database(settings.counselling_db)
    counselling = Counselling(apart, counselling_log(apart, clock))
    log = observation_log(engine, clock)
    app = write_side(engine, log, counselling, keyring, _checked_with(installation), clock)
    Planning(app, holder()).loop.start()
    return app


def _followup(installation: Installation) -> Flask:
    settings, clock = installation.settings, start_domain_clock(installation)
    calls = WriteSideCalls(settings.observation_url, _signing_key(installation))
    engine = open_database(settings.followup_db)
    log = followup_log(engine, clock)
    known = calls.keys, _channel_key(installation), _checked_with(installation)
    return read_side(engine, log, *known, clock, settings.public_origin)


_BUILD: Mapping[str, Callable[[Installation], Flask]] = {
    "web": _web,
    "observation": _observation,
    "followup": _followup,
}


def _signing_key(installation: Installation) -> OKPKey:
    return load_signing_key(installation.settings, installation.home)


def _kek(installation: Installation) -> bytes:
    return load_kek(installation.settings, installation.home)


def _channel_key(installation: Installation) -> bytes:
    return load_channel_key(installation.settings, installation.home)


def _checked_with(installation: Installation) -> Callable[[], KeySet]:
    """The keys that are published, or else those that belong to the one that signs here."""
    if installation.settings.jwks is not None:
        return public_keys(installation.settings.jwks)
    own = public_keys_of(_signing_key(installation))
    return lambda: own


def _published(installation: Installation) -> dict[str, Any]:
    """The web's public key, and those it was given of others who sign. What it publishes it does not ask for."""
    own, given = public_keys_of(_signing_key(installation)).as_dict(), installation.settings.jwks
    if given is None or is_address(given):
        return dict(own)
    known = {key["kid"] for key in own["keys"]}
    others = keys_at_hand(given).as_dict()["keys"]
    return {"keys": [*own["keys"], *(key for key in others if key.get("kid") not in known)]}


def _to_check_with(installation: Installation) -> object:
    """What is at hand of the keys to check with; those that are fetched are waited for."""
    given = installation.settings.jwks
    if given is None:
        return _signing_key(installation)
    return None if is_address(given) else keys_at_hand(given)


_KEYS: Mapping[str, tuple[Callable[[Installation], object], ...]] = {
    "web": (_published,),
    "observation": (_kek, _to_check_with),
    "followup": (_signing_key, _channel_key, _to_check_with),
}

_NEEDED: Mapping[str, Callable[[Settings], dict[str, str | None]]] = {
    "web": lambda settings: {
        "FLOORWALK_WEB_DB": settings.web_db,
        "FLOORWALK_SIGNING_KEY": settings.signing_key,
    },
    "observation": lambda settings: {
        "FLOORWALK_OBSERVATION_DB": settings.observation_db,
        "FLOORWALK_COUNSELLING_DB": settings.counselling_db,
        "FLOORWALK_KEYRING_DB": settings.keyring_db,
        "FLOORWALK_KEK": settings.kek,
        "FLOORWALK_JWKS": settings.jwks or settings.signing_key,
    },
    "followup": lambda settings: {
        "FLOORWALK_FOLLOWUP_DB": settings.followup_db,
        "FLOORWALK_SIGNING_KEY": settings.signing_key,
        "FLOORWALK_CHANNEL_KEY": settings.channel_key,
    },
}
