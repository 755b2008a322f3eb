"""How long a page takes that a rep, a supervisor or ops asks for, at ten thousand events and at a million.

``python -m bench.timeline --events 10000 --events 1000000``
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

import click
from flask.testing import FlaskClient
from joserfc.jwk import KeySet

from bench.figures import Figure, keep, percentile
from bench.generated_floor import ENDED, GeneratedFloor, key_of
from bench.projection import open_followup
from contracts.tokens import WEB, Signer, Verifier, new_key
from services.eventlog.database import writing
from services.eventlog.log import EventLog
from services.eventlog.tables import create_tables
from services.followup.app import create_app
from services.followup.channels.sealing import ChannelSeal
from services.followup.house import House
from services.followup.keys import KeyRing
from services.followup.progress import note_head
from services.followup.rebuild import rebuild
from services.followup.watch.alerts import keep_alerts
from services.followup.watch.watch import Watch
from tests.scaled.servers import POSTGRES, fresh_database

Where = Callable[[], AbstractContextManager[Path | str]]

ASKED = 200
TARGET = "50 ms"


class EverybodysKeys:
    """The keyring as it is after the first page: every key is at hand."""

    def of(self, person_ids: Collection[str]) -> Mapping[str, KeyRing | None]:
        return {person_id: {key_of(person_id).name: key_of(person_id).secret} for person_id in person_ids}


@click.command()
@click.option("--events", "sizes", multiple=True, type=int, default=(10_000, 1_000_000), help="How many there are.")
def command(sizes: tuple[int, ...]) -> None:
    """Measure pages at one or more sizes of the read model."""
    main(sizes)


def main(sizes: Collection[int] = (10_000, 1_000_000)) -> None:
    """In a file, and on a server where one is named."""
    keep("timeline", [figure for size in sizes for figure in _measured(size, _in_a_file, "")])
    if POSTGRES:
        on_server = [figure for size in sizes for figure in _measured(size, fresh_database, " on PostgreSQL")]
        keep("timeline-postgresql", on_server)


@contextmanager
def _in_a_file() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "followup.db"


def _measured(size: int, where: Where, told: str) -> Iterator[Figure]:
    floor = GeneratedFloor(size)
    with where() as place, _service(place, floor) as (client, signer):
        for what, who, role, path in _pages(floor):
            headers = {"Authorization": f"Bearer {signer.sign(who, 'followup', [role])}"}
            times = [_took(client, path, headers) for _ in range(ASKED)]
            yield Figure(f"{what}, {size:,} events{told}, median", round(percentile(times, 0.5), 2), "ms", TARGET)


def _pages(floor: GeneratedFloor) -> Iterator[tuple[str, str, str, str]]:
    """What is asked for, by whom, in which role, and where."""
    rep, supervisor = floor.rep_of(0, 0), floor.supervisor_of(0)
    yield "Timeline page of 50, by the rep", rep, "rep", f"/v1/reps/{rep}/timeline"
    yield "Promises of the rep", rep, "rep", f"/v1/commitments?rep={rep}&limit=200"
    yield "Walk", supervisor, "supervisor", f"/v1/supervisors/{supervisor}/walk"
    yield "Duties", supervisor, "supervisor", f"/v1/supervisors/{supervisor}/duties"
    yield "Card", supervisor, "supervisor", f"/v1/reps/{rep}/card"
    yield "Overdue promises of the team", supervisor, "supervisor", "/v1/commitments?state=overdue"
    yield "Alerts page of 50, by ops", floor.ops, "ops", "/v1/alerts"
    yield "Overdue promises everywhere, by ops", floor.ops, "ops", "/v1/commitments?state=overdue"


@contextmanager
def _service(place: Path | str, floor: GeneratedFloor) -> Iterator[tuple[FlaskClient, Signer]]:
    """The service on a read model that has all of the floor's events, on the floor's last evening."""
    engine = open_followup(place)
    with writing(engine) as connection:
        create_tables(connection)
    rebuild(engine, floor, "bench")
    with writing(engine) as connection:
        note_head(connection, floor.size, time.time())
    log = EventLog(engine, "/followup", lambda: ENDED, inline=keep_alerts)
    look = partial(Watch(engine, log).watch_once, ENDED)
    while look():
        with writing(engine) as connection:
            note_head(connection, floor.size, time.time())
    key = new_key()
    house = House(engine, log, EverybodysKeys(), ChannelSeal(bytes(32)), lambda: ENDED, time.time)
    app = create_app(house, Verifier(lambda: KeySet([key]), "followup"))
    yield app.test_client(), Signer(key, WEB)
    log.close()
    engine.dispose()


def _took(client: FlaskClient, path: str, headers: dict[str, str]) -> float:
    began = time.perf_counter()
    response = client.get(path, headers=headers)
    took = (time.perf_counter() - began) * 1_000
    if response.status_code != 200:
        raise RuntimeError(f"{path}: {response.status}")
    return took


if __name__ == "__main__":
    command()
