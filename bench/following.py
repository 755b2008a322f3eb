"""How many events a reader misses who follows a log while sixteen clients append to it.

    python -m bench following

He asks again and again for what comes after the last event that he saw, as every reader of a log does. An event that is
committed after one with a higher number is one that he never sees. The log is held against both ways of the recorder of
`eventsourcing`; on a server, where ``FLOORWALK_TEST_POSTGRES`` names one.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from bench.append import BY_FUNCTION, CLIENTS, LIBRARY, Client, Log, make_tables, new_event
from bench.figures import Figure, keep
from bench.library import LibraryByFunction, LibraryOnPostgres
from tests.scaled.servers import POSTGRES, fresh_database

WAYS: dict[str, type[Log] | type[LibraryOnPostgres]] = {
    "log": Log,
    LIBRARY: LibraryOnPostgres,
    BY_FUNCTION: LibraryByFunction,
}

PORTION = 500


def main(appends: int = 8_000) -> None:
    """Nothing where no server is named."""
    if POSTGRES:
        what = f"Events missed by one who follows, of {appends:,} by {max(CLIENTS)} clients"
        figures = [
            Figure(f"{what}, {name}", missed(way, appends), "", "none" if way is Log else "")
            for name, way in WAYS.items()
        ]
        keep("following", figures)


def missed(way: type[Log] | type[LibraryOnPostgres], appends: int) -> int:
    """How many of all that were appended he has not seen when he has seen the last one."""
    with fresh_database() as url:
        make_tables(url)
        with closing(way(url)) as opened:
            work = [opened.prepare(new_event()) for _ in range(appends)]
            crowd = [Client(opened.client(), work[first :: max(CLIENTS)]) for first in range(max(CLIENTS))]
            for client in crowd:
                client.start()
            return appends - count_followed(opened, crowd)


def count_followed(opened: Log | LibraryOnPostgres, crowd: Sequence[Client]) -> int:
    """Read on after the last one seen, until nobody appends any more and there is nothing left to read."""
    seen = last = 0
    while True:
        busy = any(client.is_alive() for client in crowd)
        portion = opened.numbers_after(last, PORTION)
        if portion:
            seen, last = seen + len(portion), portion[-1]
        elif not busy:
            return seen


if __name__ == "__main__":
    main()
