"""A process that runs one loop until it is told to stop, and says how it is doing where a port was given."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

import structlog
from prometheus_client import CollectorRegistry, Gauge

from floorwalk.parts.loops import Loop
from floorwalk.parts.readiness import state_of
from floorwalk.parts.servers import Server, bind
from floorwalk.processes.health import health

log = structlog.get_logger()

LOOP_SECONDS = 6.0
"""How long the step in hand may take when it stops."""

STOP_SECONDS = 9.0
"""How long stopping may take altogether; whoever stops us waits 10."""


@dataclass(frozen=True, slots=True)
class Health:
    """Where `/livez`, `/readyz` and `/metrics` are answered; no ``port``, nowhere."""

    host: str
    port: int | None


@dataclass(frozen=True, slots=True)
class Job:
    """One loop, with what it says of itself.

    ``needs`` are looked at for `/readyz`: each returns, or raises what is wrong. ``figures`` are for `/metrics`.
    ``close`` are called, in this order, when it stops.
    """

    loop: Loop
    needs: Mapping[str, Callable[[], object]]
    states: Mapping[str, Callable[[], str]]
    figures: Mapping[str, Callable[[], float]]
    close: tuple[Callable[[], object], ...]


def run_until_told(job: Job, where: Health) -> None:
    """Returns when it was told to stop and has.

    Raises:
        PortInUse: the port for machines cannot be had.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with ExitStack() as running:
        if where.port is not None:
            server = Server("health", health(lambda: _states(job), _registry(job)), bind(where.host, where.port))
            server.start()
            running.callback(server.ask_to_stop)
        job.loop.start()
        log.info("running", loop=job.loop.name, process=os.getpid())
        stop.wait()
        _stop(job)


def _stop(job: Job) -> None:
    deadline = threading.Timer(STOP_SECONDS, _give_up)
    deadline.daemon = True
    deadline.start()
    job.loop.ask_to_stop()
    if not job.loop.wait_stopped(LOOP_SECONDS):
        log.warning("the step in hand did not end in time", loop=job.loop.name)
    for close in job.close:
        try:
            close()
        except Exception:
            # What cannot be handed over any more lapses by itself; the rest is still to be closed.
            log.warning("could not be closed", loop=job.loop.name, exc_info=True)
    deadline.cancel()


def _give_up() -> None:
    log.error("did not stop in time")
    os._exit(1)


def _states(job: Job) -> dict[str, str]:
    looks = {name: state_of(look) for name, look in job.needs.items()}
    told = {name: tell() for name, tell in job.states.items()}
    return {job.loop.name: job.loop.state(), **looks, **told}


def _registry(job: Job) -> CollectorRegistry:
    registry = CollectorRegistry()
    failing = Gauge("floorwalk_loop_failing", "Whether the last step failed", ["loop"], registry=registry)
    failing.labels(job.loop.name).set_function(lambda: float(job.loop.state() != "ok"))
    for name, figure in job.figures.items():
        Gauge(f"floorwalk_{name}", name.replace("_", " "), registry=registry).set_function(figure)
    return registry
