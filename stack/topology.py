"""Which processes there are, and what each of them is told: no more than it needs."""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PROGRAM = (sys.executable, "-m", "floorwalk")
DATABASES = ("observation", "counselling", "followup", "keyring", "web")


@dataclass(frozen=True)
class Backing:
    """What the processes work with: databases by name, a broker, keys, and further settings for all of them."""

    databases: Mapping[str, str]
    bus: str
    keys: Path
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Member:
    """One process. ``port`` is where it tells how it is doing."""

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    port: int

    @property
    def command(self) -> list[str]:
        return [*PROGRAM, *self.arguments]

    def is_ready(self, patience: float = 2.0) -> bool:
        """``patience`` is how many seconds it may take to say so."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=patience) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def members(backing: Backing, port: int, copies: int = 2) -> list[Member]:
    """Three apps on ``port`` and the two that follow, and so many of each loop on ports from ``port + 10`` on."""
    origin = f"http://localhost:{port}"
    jwks = f"http://127.0.0.1:{port}/.well-known/jwks.json"
    observation, followup = f"http://127.0.0.1:{port + 1}", f"http://127.0.0.1:{port + 2}"
    data = {name: {f"{name.upper()}_DB": url} for name, url in backing.databases.items()}
    signing = {who: {"SIGNING_KEY_FILE": str(backing.keys / f"signing-{who}.json")} for who in ("web", "followup")}

    def member(name: str, arguments: str, at: int, *told: Mapping[str, str]) -> Member:
        given = {"PUBLIC_ORIGIN": origin, **backing.settings}
        for each in told:
            given |= each
        return Member(name, tuple(arguments.split()), environment(given), at)

    calls = {"OBSERVATION_URL": observation, "FOLLOWUP_URL": followup}
    public = {"JWKS_FILE": str(backing.keys / "jwks.json")}
    fetched = {"JWKS": jwks}
    kek = {"KEK_FILE": str(backing.keys / "kek")}
    channels = {"CHANNEL_KEY_FILE": str(backing.keys / "channels")}
    bus = {"BUS": backing.bus}
    reading = (data["followup"], signing["followup"], {"OBSERVATION_URL": observation})
    apps = [
        member("web", f"serve web --port {port}", port, data["web"], signing["web"], public, calls),
        member(
            "observation",
            f"serve observation --port {port + 1}",
            port + 1,
            data["observation"],
            data["counselling"],
            data["keyring"],
            kek,
            fetched,
        ),
        member("followup", f"serve followup --port {port + 2}", port + 2, *reading, channels, fetched),
    ]
    told = {
        "relay": (data["observation"], bus),
        "consume": (*reading, bus),
        "watch": (data["followup"],),
        "deliver": (*reading, channels),
    }
    loops: list[Member] = []
    for kind, needs in told.items():
        for number in range(1, copies + 1):
            at = port + 10 + len(loops)
            loops.append(member(f"{kind}-{number}", f"{kind} --health-port {at}", at, *needs))
    return [*apps, *loops]


def everything(backing: Backing, port: int) -> dict[str, str]:
    """The environment for a sub-command that is run beside them."""
    given = {f"{name.upper()}_DB": url for name, url in backing.databases.items()}
    given |= {
        "BUS": backing.bus,
        "PUBLIC_ORIGIN": f"http://localhost:{port}",
        "OBSERVATION_URL": f"http://127.0.0.1:{port + 1}",
        "FOLLOWUP_URL": f"http://127.0.0.1:{port + 2}",
        "SIGNING_KEY_FILE": str(backing.keys / "signing-web.json"),
        "KEK_FILE": str(backing.keys / "kek"),
        "CHANNEL_KEY_FILE": str(backing.keys / "channels"),
        **backing.settings,
    }
    return environment(given)


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """This process's, with no settings of the product but these."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FLOORWALK_")}
    return kept | {f"FLOORWALK_{name}": value for name, value in given.items()}
