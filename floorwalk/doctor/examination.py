"""Every examination there is, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from stat import S_IMODE

import httpx

from floorwalk.doctor.broker import look_at_bus
from floorwalk.doctor.databases import look_at_database
from floorwalk.doctor.findings import Finding, Wrong, finding
from floorwalk.doctor.keys import look_at_channel_key, look_at_kek, look_at_public_keys, look_at_signing_key
from floorwalk.domain_clock import home_offset
from floorwalk.installation import Installation
from floorwalk.schemas import schemas

_ANSWER_SECONDS = 3.0
_OTHERS = 0o066


def examine(installation: Installation) -> Iterator[Finding]:
    """Every finding, as it comes."""
    yield Finding("configuration")
    yield finding("home", installation, _home)
    for schema in schemas(installation.settings):
        yield look_at_database(schema)
    for part, look in _LOOKS.items():
        yield finding(part, installation, look)
    yield from _servers(installation)


def _home(installation: Installation) -> str:
    path = installation.home.path
    if not path.is_dir():
        if _needs_home(installation):
            raise Wrong(f"there is no folder {path}; `floorwalk run` makes it")
        return "not needed, everything is given"
    if S_IMODE(path.stat().st_mode) & _OTHERS:
        raise Wrong(f"others may look into {path}: chmod 700 it")
    return str(path)


def _needs_home(installation: Installation) -> bool:
    settings = installation.settings
    has_keys = settings.kek is not None and (settings.signing_key or settings.jwks) is not None
    return not has_keys or any(schema.is_file for schema in schemas(settings))


def _clock(installation: Installation) -> str:
    settings = installation.settings
    if settings.clock is not None and settings.clock_since is not None:
        return f"moved by {settings.clock - settings.clock_since}"
    offset = home_offset(installation.home.clock)
    if offset and settings.is_public:
        raise Wrong("FLOORWALK_CLOCK: the clock was moved, which may not be while the public origin is https")
    return f"moved by {offset}" if offset else "system time"


_LOOKS: dict[str, Callable[[Installation], str]] = {
    "bus": look_at_bus,
    "signing key": look_at_signing_key,
    "public keys": look_at_public_keys,
    "key-encryption key": look_at_kek,
    "channel key": look_at_channel_key,
    "clock": _clock,
}


def _servers(installation: Installation) -> Iterator[Finding]:
    settings = installation.settings
    addresses = {
        "web": ("FLOORWALK_PUBLIC_ORIGIN", settings.public_origin),
        "observation": ("FLOORWALK_OBSERVATION_URL", settings.observation_url),
        "followup": ("FLOORWALK_FOLLOWUP_URL", settings.followup_url),
    }
    is_running = installation.home.running() is not None
    for name, (setting, address) in addresses.items():
        if is_running or setting in installation.values:
            yield _server(f"{name} server", address)
    if not is_running and not installation.values.keys() & {setting for setting, _ in addresses.values()}:
        yield Finding("servers", "not running")


def _server(part: str, address: str) -> Finding:
    try:
        answer = httpx.get(f"{address}/readyz", timeout=_ANSWER_SECONDS, trust_env=False)
    except httpx.HTTPError as err:
        return Finding(part, wrong=f"{address} does not answer: {err}; start `floorwalk serve {part.split()[0]}`")
    if answer.is_success:
        return Finding(part, f"ready at {address}")
    return Finding(part, wrong=f"{address} is not ready: {answer.text[:300].strip()}")
