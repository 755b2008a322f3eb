"""The whole product in one process: what is opened, started and stopped, in which order."""

from __future__ import annotations

import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from contracts.clock import Clock
from floorwalk.demo.memory import Demonstration
from floorwalk.demo.showing import open_accounts, shown
from floorwalk.embedded.databases import Databases
from floorwalk.home import Home
from floorwalk.installation import Installation
from floorwalk.keys import Keys
from floorwalk.parts.consuming import Consuming
from floorwalk.parts.delivering import Delivering
from floorwalk.parts.event_logs import counselling_log, followup_log, observation_log
from floorwalk.parts.front import Front
from floorwalk.parts.planning import Planning
from floorwalk.parts.read_side import read_side
from floorwalk.parts.relaying import Relaying
from floorwalk.parts.servers import Server, bind_localhost
from floorwalk.parts.watching import Watching
from floorwalk.parts.write_side import write_side
from floorwalk.parts.write_side_calls import WriteSideCalls
from services.eventlog.bus import Bus
from services.observation.house import Counselling
from services.observation.keyring import Keyring

log = structlog.get_logger()

LOOP_SECONDS, SERVER_SECONDS = 3.0, 5.5
"""How long the loops, and then the servers, may take to stop; whoever stops us waits 10."""


_RELAY_LOOKS_EVERY = 1.0
"""Seconds; the log, which is in this process too, wakes it at once."""


@dataclass(frozen=True, slots=True)
class Doors:
    """The sockets that each of the three listens on."""

    web: list[socket.socket]
    observation: list[socket.socket]
    followup: list[socket.socket]


def open_doors(port: int) -> Doors:
    """Have the three ports before anything else is begun; who connects early waits.

    Raises:
        PortInUse: one of them cannot be had.
    """
    return Doors(*(bind_localhost(number) for number in (port, port + 1, port + 2)))


class Product:
    """Everything of one installation, behind doors that are open already."""

    def __init__(
        self, installation: Installation, doors: Doors, keys: Keys, clock: Clock, demonstration: Demonstration | None
    ) -> None:
        settings, holder = installation.settings, _holder(installation.home)
        databases = self._databases = Databases(settings)
        bus = Bus(settings.bus, prefix=settings.bus_prefix)
        self._calls = WriteSideCalls(settings.observation_url, keys.signing)
        self._logs = (
            observation_log(databases.observation, clock),
            followup_log(databases.followup_log, clock),
            counselling_log(databases.counselling, clock),
        )
        written, found, apart = self._logs
        self._relaying = Relaying(databases.observation, written, bus.publisher(), holder, _RELAY_LOOKS_EVERY)
        self._watching = Watching(databases.followup, found, clock, holder, settings.heartbeat_url)
        self._delivering = Delivering(
            settings, databases.followup_log, found, self._calls.keys, keys.channels, clock, holder
        )
        self._consuming = Consuming(databases.followup, bus, self._calls.feed, self._watching.loop.wake)
        demo = shown(demonstration) if demonstration else None
        self._front = Front(settings, databases.web, keys.signing, keys.public.as_dict(), clock, demo)
        if demonstration is not None:
            open_accounts(demonstration, self._front.accounts)
        self._loops = [
            self._relaying.loop,
            self._consuming.loop,
            self._watching.loop,
            self._delivering.loop,
            self._front.tidying,
        ]
        keyring = Keyring(databases.keyring, keys.kek)
        counselling = Counselling(databases.counselling, apart)
        writes = write_side(
            databases.observation, written, counselling, keyring, lambda: keys.public, clock, self._write_side_states
        )
        self._planning = Planning(writes, holder)
        self._loops.append(self._planning.loop)
        reads = read_side(
            databases.followup_log,
            found,
            self._calls.keys,
            keys.channels,
            lambda: keys.public,
            clock,
            settings.public_origin,
            self._read_side_states,
        )
        self._servers = [
            Server("web", self._front.app, doors.web),
            Server("observation", writes, doors.observation),
            Server("followup", reads, doors.followup),
        ]

    def start(self) -> None:
        parts: list[Part] = [*self._servers, *self._loops]
        for part in parts:
            part.start()

    def stop(self) -> None:
        """Finish what is in hand: first the loops, which call the servers, then the servers, which call the logs."""
        _stop(self._loops, LOOP_SECONDS)
        _stop(self._servers, SERVER_SECONDS)
        for part in (
            self._front,
            self._consuming,
            self._watching,
            self._planning,
            self._relaying,
            *self._logs,
            self._calls,
        ):
            part.close()
        self._databases.close()

    def _write_side_states(self) -> dict[str, str]:
        return {"relay thread": self._relaying.loop.state(), "planning thread": self._planning.loop.state()}

    def _read_side_states(self) -> dict[str, str]:
        return {
            "consumer thread": self._consuming.loop.state(),
            "watch thread": self._watching.loop.state(),
            "deliver thread": self._delivering.loop.state(),
        }


def _holder(home: Home) -> str:
    """The home is one process's alone, so that the next one may carry on with its leases after a kill."""
    return f"{socket.gethostname()}:{home.path}"


class Part(Protocol):
    """A thread of ours."""

    name: str

    def start(self) -> None: ...

    def ask_to_stop(self) -> None: ...

    def wait_stopped(self, timeout: float) -> bool: ...


def _stop(parts: Sequence[Part], seconds: float) -> None:
    """All at the same time, and not for longer than so many seconds."""
    until = time.monotonic() + seconds
    for part in parts:
        part.ask_to_stop()
    for part in parts:
        if not part.wait_stopped(max(0.0, until - time.monotonic())):
            log.warning("did not stop in time", part=part.name)
