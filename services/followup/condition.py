"""What an operator's machines are told of the read side: is it ready, and how is it doing."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Gauge
from sqlalchemy import Connection

from contracts.clock import Clock
from services.eventlog.database import reading
from services.followup.deliveries.pages import UNSENT, count
from services.followup.house import House
from services.followup.progress import FRESH_SECONDS, Progress, read_progress
from services.followup.readmodel import generations
from services.followup.watch.alert_pages import overdue_without_alert
from services.followup.watch.queue import last_tick

TICK_SECONDS = 60.0
"""How long the watch may not have looked."""


def readiness(house: House) -> dict[str, str]:
    """By part: ``ok``, or what is wrong."""
    with reading(house.engine) as connection:
        if not generations.is_of_this_version(connection):
            return {"read model": "is of another version, run `floorwalk migrate`"}
        progress = read_progress(connection)
        ticked_system, as_of = last_tick(connection)
    now_system = house.system()
    silence = now_system - ticked_system
    return {
        "read model": _read_model(progress, now_system),
        "parked": "ok" if not progress.parked else f"the events of {progress.parked} wait to be replayed",
        "watch": _watch(silence, as_of),
    }


def measure(registry: CollectorRegistry, house: House) -> None:
    """Have the registry show the read side's figures, each read when it is asked for."""

    def gauge(name: str, what: str, figure: Callable[[Connection], float]) -> None:
        def read() -> float:
            with reading(house.engine) as connection:
                return figure(connection)

        Gauge(f"floorwalk_followup_{name}", what, registry=registry).set_function(read)

    gauge("position", "Position of the last event in the read model", generations.live_position)
    gauge("head", "Head of the observation log as last read", lambda connection: read_progress(connection).head)
    gauge("parked", "Reps whose events wait to be replayed", lambda connection: read_progress(connection).parked)
    gauge("lag_seconds", "Seconds behind", lambda connection: read_progress(connection).seconds_behind(house.system()))
    gauge("deliveries_waiting", "Messages not sent yet", lambda connection: count(connection, UNSENT))
    gauge("deliveries_dead", "Messages that were given up", lambda connection: count(connection, ["dead"]))
    gauge("overdue_without_alert", "Overdue promises nobody was told of; must be 0", _untold(house.clock))


def _read_model(progress: Progress, now_system: float) -> str:
    behind = progress.seconds_behind(now_system)
    if behind <= FRESH_SECONDS:
        return "ok"
    return f"{progress.head - progress.position} events and {behind:.0f} s behind"


def _watch(silence: float, as_of: int | None) -> str:
    if silence > TICK_SECONDS:
        return f"has not looked for {silence:.0f} s"
    return "ok" if as_of is None else "looks at an old state"


def _untold(clock: Clock) -> Callable[[Connection], float]:
    return lambda connection: overdue_without_alert(connection, generations.live(connection), clock())
