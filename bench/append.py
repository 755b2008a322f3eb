"""How quickly events are appended: through the log, and by the bare driver with one transaction for each event.

    python -m bench append

All write the same events, equally durable, side by side in each round: the log, which also numbers them, checks
versions and files a receipt for each; the bare driver, which does nothing but insert; and the recorder of the library
`eventsourcing`, which numbers and checks versions. In files always, on a server where ``FLOORWALK_TEST_POSTGRES``
names one.

The ratio to the library is that to its recorder as it comes, which orders events for those who follow as the log does.
Its other way on a server, by a function, does not (`bench.following`); it stands beside them without a target.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from bench.bare_drivers import Bare, GaplessPsycopg, PlainPsycopg, PlainSqlite
from bench.figures import Figure, keep
from bench.library import Library, LibraryByFunction, LibraryInFiles, LibraryOnPostgres
from contracts.clock import system_clock
from contracts.envelope import Envelope
from contracts.observations import Recorded
from contracts.sealing import Box
from services.eventlog.appending import Append, NewEvent, Receipt
from services.eventlog.database import migrating, open_database
from services.eventlog.log import EventLog
from services.eventlog.tables import create_tables
from tests.scaled.servers import POSTGRES, fresh_database

CLIENTS = (1, 16)


def main(rounds: int = 5, appends: int = 1_600) -> None:
    """Measure each way with each number of clients in every round, and keep the medians."""
    keep("append", figures_of("plain sqlite3", [measure_round(IN_FILES, appends) for _ in range(rounds)]))
    if POSTGRES:
        keep("append-postgresql", figures_of("psycopg", [measure_round(ON_A_SERVER, appends) for _ in range(rounds)]))


class Log:
    """Each event is an append of its own, with the version it expects and a receipt."""

    def __init__(self, url: str) -> None:
        self._engine = open_database(url)
        self._log = EventLog(self._engine, "/observation", system_clock)

    def prepare(self, event: NewEvent) -> Append:
        return Append([event], {event.event.subject: 0}, Receipt(event.id, b"d" * 32, b"a" * 200))

    def client(self) -> Callable[[Append], object]:
        return self._log.append

    def numbers_after(self, number: int, limit: int) -> list[int]:
        """Of the events that follow, as one who follows reads them."""
        return [Envelope.from_json(body).position for body in self._log.read(number, limit)]

    def close(self) -> None:
        self._log.close()
        self._engine.dispose()


@contextmanager
def file_in_a_folder() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as home:
        yield f"sqlite:///{home}/log.db"


Way = type[Log] | type[Bare] | type[Library]
LIBRARY = "eventsourcing"
BY_FUNCTION = "eventsourcing, by function"
Ways = dict[str, Way]
Place = tuple[Callable[[], AbstractContextManager[str]], Ways]

IN_FILES: Place = (file_in_a_folder, {"log": Log, "plain sqlite3": PlainSqlite, LIBRARY: LibraryInFiles})
ON_A_SERVER: Place = (
    fresh_database,
    {
        "log": Log,
        "psycopg": PlainPsycopg,
        "psycopg, gapless": GaplessPsycopg,
        LIBRARY: LibraryOnPostgres,
        BY_FUNCTION: LibraryByFunction,
    },
)


@dataclass(frozen=True)
class Measured:
    """``worst_wait`` is in seconds."""

    per_second: float
    worst_wait: float


def measure_round(place: Place, appends: int) -> dict[tuple[str, int], Measured]:
    where, ways = place
    return {(name, clients): measure(where, way, clients, appends) for clients in CLIENTS for name, way in ways.items()}


def measure(where: Callable[[], AbstractContextManager[str]], way: Way, clients: int, appends: int) -> Measured:
    with where() as url:
        make_tables(url)
        with closing(way(url)) as opened:
            work = [[opened.prepare(new_event()) for _ in range(appends // clients)] for _ in range(clients)]
            crowd = [Client(opened.client(), items) for items in work]
            began = time.perf_counter()
            for client in crowd:
                client.start()
            for client in crowd:
                client.join()
            seconds = time.perf_counter() - began
    waits = [wait for client in crowd for wait in client.waits]
    return Measured(len(waits) / seconds, max(waits))


def make_tables(url: str) -> None:
    engine = open_database(url)
    with migrating(engine) as connection:
        create_tables(connection)
    engine.dispose()


class Client(threading.Thread):
    """Appends one thing after the other, and notes how long each took."""

    def __init__(self, append: Callable[[Any], object], items: Sequence[object]) -> None:
        super().__init__()
        self._append = append
        self._items = items
        self.waits: list[float] = []

    def run(self) -> None:
        for item in self._items:
            began = time.perf_counter()
            self._append(item)
            self.waits.append(time.perf_counter() - began)


def figures_of(bare: str, rounds: Sequence[dict[tuple[str, int], Measured]]) -> list[Figure]:
    """Medians of the rounds and the worst wait of all of them; how the log compares, as medians of each round's."""
    where = "on PostgreSQL" if bare == "psycopg" else "in a file"
    figures = []
    for way, clients in rounds[0]:
        who = f"{way}, {clients} client{'s' if clients > 1 else ''}, {where}"
        worst = max(one[way, clients].worst_wait for one in rounds)
        is_ours = (way, clients) == ("log", max(CLIENTS))
        figures.append(Figure(f"Appends, {who}", round(_median(rounds, way, clients)), "/s"))
        figures.append(Figure(f"Worst wait, {who}", round(1_000 * worst, 1), "ms", "100 ms" if is_ours else ""))
    for clients in CLIENTS:
        for other, target in ((bare, "1"), (LIBRARY, "5"), (BY_FUNCTION, "")):
            if (other, clients) not in rounds[0]:
                continue
            times = statistics.median(one["log", clients].per_second / one[other, clients].per_second for one in rounds)
            who = f"{clients} client{'s' if clients > 1 else ''}, {where}"
            target = target if clients == max(CLIENTS) else ""
            figures.append(Figure(f"Appends, {who}, beside {other}", round(times, 2), "x", target))
    return figures


def _median(rounds: Sequence[dict[tuple[str, int], Measured]], way: str, clients: int) -> float:
    return statistics.median(one[way, clients].per_second for one in rounds)


def new_event() -> NewEvent:
    """A note with a sealed text of usual length."""
    rep, author, event_id = str(uuid4()), str(uuid4()), str(uuid4())
    recorded = Recorded(
        observation_id=str(uuid4()),
        rep_id=rep,
        author_id=author,
        kind="correction",
        mode="informal",
        visible_from=system_clock(),
        sealed=Box(f"{rep}/coaching/1", "b" * 400),
    )
    return NewEvent(recorded, event_id, system_clock(), rep, author, event_id)


if __name__ == "__main__":
    main()
