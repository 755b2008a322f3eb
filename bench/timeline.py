"""How long a page takes that a rep, a supervisor or ops asks for, at ten thousand events and at a million.

``python -m bench.timeline --events 10000 --events 1000000``
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator

import click
from flask.testing import FlaskClient
from joserfc.jwk import KeySet

from bench.figures import Figure, keep, percentile
from bench.generated_floor import GeneratedFloor
from bench.reading_service import Place, Where, fill, in_a_file, serving
from contracts.tokens import WEB, Signer, new_key
from tests.scaled.servers import POSTGRES, fresh_database

ASKED = 200
TARGET = "50 ms"


@click.command()
@click.option("--events", "sizes", multiple=True, type=int, default=(10_000, 1_000_000), help="How many there are.")
def command(sizes: tuple[int, ...]) -> None:
    """Measure pages at one or more sizes of the read model."""
    main(sizes)


def main(sizes: Collection[int] = (10_000, 1_000_000)) -> None:
    """In a file, and on a server where one is named."""
    keep("timeline", [figure for size in sizes for figure in _measured(size, in_a_file, "")])
    if POSTGRES:
        on_server = [figure for size in sizes for figure in _measured(size, fresh_database, " on PostgreSQL")]
        keep("timeline-postgresql", on_server)


def _measured(size: int, where: Where, told: str) -> Iterator[Figure]:
    floor = GeneratedFloor(size)
    key = new_key()
    signer = Signer(key, WEB)
    with where() as place:
        fill(place, floor)
        yield from _asked(place, floor, signer, KeySet([key]), f"{size:,} events{told}")


def _asked(place: Place, floor: GeneratedFloor, signer: Signer, keys: KeySet, size: str) -> Iterator[Figure]:
    with serving(place, keys) as app, app.test_client() as client:
        for what, who, role, path in _pages(floor):
            headers = {"Authorization": f"Bearer {signer.sign(who, 'followup', [role])}"}
            times = [_took(client, path, headers) for _ in range(ASKED)]
            yield Figure(f"{what}, {size}, median", round(percentile(times, 0.5), 2), "ms", TARGET)


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


def _took(client: FlaskClient, path: str, headers: dict[str, str]) -> float:
    began = time.perf_counter()
    response = client.get(path, headers=headers)
    took = (time.perf_counter() - began) * 1_000
    if response.status_code != 200:
        raise RuntimeError(f"{path}: {response.status}")
    return took


if __name__ == "__main__":
    command()
