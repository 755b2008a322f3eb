"""The watch over a million open promises: a tick with nothing due, and ten thousand that fall due at once.

    python -m bench.watch --promises 1000000

In a file, and on a server where ``FLOORWALK_TEST_POSTGRES`` names one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import click
from sqlalchemy import Engine, func, select

from bench.append import file_in_a_folder
from bench.figures import Figure, keep, percentile
from bench.open_promises import SATURDAY, be_current, fill
from services.eventlog.database import migrating, open_database, reading
from services.eventlog.log import EventLog
from services.eventlog.tables import create_tables as create_log_tables
from services.followup.channels.register import Registered, put
from services.followup.channels.sealing import ChannelSeal
from services.followup.deliveries.planning import Planner
from services.followup.readmodel import generations
from services.followup.tables.alerts import alerts
from services.followup.tables.creating import create_tables
from services.followup.tables.deliveries import deliveries
from services.followup.watch.alert_pages import overdue_without_alert
from services.followup.watch.keeping import keep_alerts
from services.followup.watch.watch import Watch
from tests.scaled.servers import POSTGRES, fresh_database

PROMISES, FALLING = 1_000_000, 10_000
QUIET_TICKS = 300
BEFORE = SATURDAY.replace(day=20, hour=23)

Place = Callable[[], AbstractContextManager[str]]


@click.command()
@click.option("--promises", default=PROMISES, show_default=True, help="How many are open.")
@click.option("--falling", default=FALLING, show_default=True, help="How many of them fall due at once.")
def command(promises: int, falling: int) -> None:
    """Measure the watch at some size."""
    main(promises, falling)


def main(promises: int = PROMISES, falling: int = FALLING) -> None:
    """Measure it on each kind of database, and keep the figures."""
    figures = list(_measured(file_in_a_folder, promises, falling, "SQLite"))
    if POSTGRES:
        figures += _measured(fresh_database, promises, falling, "PostgreSQL")
    keep("watch", figures)


def _measured(place: Place, promises: int, falling: int, on: str) -> Iterator[Figure]:
    with _read_side(place, promises, falling) as (engine, log, seal):
        watch = Watch(engine, log)
        quiet = [_took(lambda: watch.watch_once(BEFORE)) for _ in range(QUIET_TICKS)]
        yield Figure(f"A tick with nothing due, {promises:,} open promises, {on}", _ms(quiet), "ms", "20 ms")
        memory, planner = _resident_mb(), Planner(engine, log, seal)
        be_current(engine)
        cpu, began = time.process_time(), time.perf_counter()
        while watch.watch_once(SATURDAY):
            be_current(engine)
        told = time.perf_counter() - began
        while planner.plan_once(SATURDAY):
            pass
        planned, cpu = time.perf_counter() - began, time.process_time() - cpu
        grown = _peak_mb() - memory
        _require(engine, falling)
        yield Figure(f"{falling:,} that fall due at once, alerts raised, {on}", round(told, 1), "s")
        yield Figure(f"{falling:,} that fall due at once, deliveries planned, {on}", round(planned, 1), "s", "30 s")
        yield Figure(f"… of it this process's own time, {on}", round(cpu, 1), "s of CPU")
        yield Figure(f"… and memory beyond that of the quiet watch, {on}", round(max(0.0, grown), 1), "MB", "flat")
        untold = [_took(lambda: _untold(engine)) for _ in range(20)]
        yield Figure(f"Counting what is overdue without an alert, {on}", _ms(untold), "ms")


@contextmanager
def _read_side(place: Place, promises: int, falling: int) -> Iterator[tuple[Engine, EventLog, ChannelSeal]]:
    """One channel hears of everything and writes to each person who is told."""
    with place() as url:
        engine, seal = open_database(url), ChannelSeal(bytes(32))
        with migrating(engine) as connection:
            create_tables(connection)
            create_log_tables(connection)
            hears = {"label": "All", "language": "en", "levels": frozenset(range(10)), "team_ids": frozenset[str]()}
            told = seal.seal("mail", {"to": []})
            put(connection, Registered(id="mail", kind="email", settings=told, is_on=True, **hears), None)
        fill(engine, promises, falling)
        log = EventLog(engine, "/followup", lambda: SATURDAY, inline=keep_alerts)
        yield engine, log, seal
        log.close()
        engine.dispose()


def _require(engine: Engine, falling: int) -> None:
    with reading(engine) as connection:
        raised = connection.execute(select(func.count()).select_from(alerts)).scalar_one()
        rows = connection.execute(select(func.count()).select_from(deliveries)).scalar_one()
    if (raised, rows, _untold(engine)) != (falling, falling, 0):
        raise RuntimeError(f"{raised} alerts and {rows} deliveries, {_untold(engine)} without an alert")


def _untold(engine: Engine) -> int:
    with reading(engine) as connection:
        return overdue_without_alert(connection, generations.live(connection), SATURDAY.replace(hour=1))


def _took(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return (time.perf_counter() - began) * 1_000


def _ms(times: list[float]) -> float:
    return round(percentile(times, 0.5), 2)


def _resident_mb() -> float:
    return _status("VmRSS")


def _peak_mb() -> float:
    return _status("VmHWM")


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1_024 for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    command()
