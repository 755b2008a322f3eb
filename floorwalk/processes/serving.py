"""One app behind granian: some worker processes on one port, each with some threads.

The main process holds the port and the workers; it has built nothing itself, so that they share nothing. A worker
that is killed is replaced, and workers whose main process is killed end by themselves.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings

from floorwalk.logs import set_up_logs
from floorwalk.parts.servers import PortInUse, bind
from floorwalk.processes.apps import DATABASES, build, check
from floorwalk.processes.beginning import await_schemas, installation_here
from floorwalk.processes.draining import Draining, drain_first, leave_when_told

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

KILL_SECONDS = 7
"""How long a worker may take to finish the requests in hand; whoever stops us waits 10."""

_PORT_TRIES = 20

_HEADER_MILLISECONDS = 10_000
"""How long a client may take to send the head of a request."""

_THROUGH_OURS: dict[str, Any] = {
    "handlers": {},
    "loggers": {"_granian": {"handlers": [], "propagate": True}, "granian.access": {"handlers": []}},
}
"""Granian logs as everything else here does."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an app is served, by how many workers of how many threads each."""

    host: str
    port: int
    workers: int
    threads: int


def serve(name: str, place: Place) -> None:
    """Serve the app until told to stop.

    Raises:
        SettingsError: a setting is missing, invalid or insecure.
        NotMigrated: a database is not at the newest schema.
        PortInUse: the port cannot be had.
    """
    installation = installation_here()
    check(name, installation)
    await_port(place)
    await_schemas(installation.settings, DATABASES[name])
    server = Granian(
        name,
        address=place.host,
        port=place.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=_HEADER_MILLISECONDS),
        workers=place.workers,
        blocking_threads=place.threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_SECONDS,
        log_dictconfig=_THROUGH_OURS,
    )
    server.on_startup(lambda: drain_first(server.signal_handler_interrupt))
    server.serve(target_loader=_load)


def await_port(place: Place, pause: Callable[[float], object] = time.sleep) -> None:
    """Returns when nobody else listens there. Granian would share the port with whoever does, and callers come upon the
    one or the other. The workers of a server that was killed have it for a moment.

    Raises:
        PortInUse: somebody does for longer, or it is no address of this machine.
    """
    for left in reversed(range(_PORT_TRIES)):
        try:
            doors = bind(place.host, place.port)
        except PortInUse:
            if not left:
                raise
            pause(KILL_SECONDS / _PORT_TRIES)
        else:
            for door in doors:
                door.close()
            return


def _load(name: str) -> WSGIApplication:
    """Called in each worker."""
    set_up_logs()
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    app = Draining(build(name, installation_here()))
    leave_when_told(app)
    return app


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        # Told before it had begun to serve, it would not hear, and hold the port for ever.
        time.sleep(KILL_SECONDS)
        os.kill(os.getpid(), signal.SIGKILL)
