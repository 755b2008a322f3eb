"""How long each page of the read side takes with five thousand reps and a million events, asked as the web asks.

    python -m bench pages

In process for each page, and through granian for those of one supervisor. In a file always, on a server where
``FLOORWALK_TEST_POSTGRES`` names one.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import orjson
from flask.testing import FlaskClient
from joserfc.jwk import KeySet, OKPKey

from bench.figures import Figure, keep, percentile
from bench.generated_floor import REPS_PER_TEAM
from bench.large_floor import TEAMS, LargeFloor
from bench.reading_service import Place, Where, fill, in_a_file, serving
from bench.timeline import TARGET
from contracts.tokens import WEB, Signer, new_key
from tests.ports import free_ports
from tests.product import wait_until
from tests.scaled.servers import POSTGRES, fresh_database

ASKED = 60

Page = tuple[str, str, str, str]
"""What is asked for, by whom, in which role, and where."""

Ask = Callable[[str, dict[str, str]], int]


def main(events: int = 1_000_000) -> None:
    """In a file, and on a server where one is named."""
    keep("pages", list(_measured(events, in_a_file, "")))
    if POSTGRES:
        keep("pages-postgresql", list(_measured(events, fresh_database, " on PostgreSQL")))


def _measured(events: int, where: Where, told: str) -> Iterator[Figure]:
    floor = LargeFloor(events)
    with where() as place:
        fill(place, floor)
        yield from asked_of(place, floor, f"{events:,} events of {TEAMS * REPS_PER_TEAM:,} reps{told}")


def asked_of(place: Place, floor: LargeFloor, size: str) -> Iterator[Figure]:
    """What a place that has the floor answers, in this process and behind a server."""
    key = new_key()
    signer = Signer(key, WEB)
    with serving(place, KeySet([key])) as app, app.test_client() as client:
        yield from figures(pages(floor), signer, lambda path, headers: _in_process(client, path, headers), size)
    with behind_granian(place, key) as ask:
        yield from figures(pages_of_one(floor), signer, ask, f"{size}, behind granian")


def figures(asked: Iterator[Page], signer: Signer, ask: Ask, size: str) -> Iterator[Figure]:
    """Median and the slowest of twenty of each page."""
    for what, who, role, path in asked:
        headers = {"Authorization": f"Bearer {signer.sign(who, 'followup', [role])}"}
        times = sorted(_took(ask, path, headers) for _ in range(ASKED))
        yield Figure(f"{what}, {size}, median", round(percentile(times, 0.5), 2), "ms", TARGET)
        yield Figure(f"{what}, {size}, 95 of 100", round(percentile(times, 0.95), 2), "ms")


def pages(floor: LargeFloor) -> Iterator[Page]:
    """All of them."""
    yield from pages_of_one(floor)
    heavy, ops, supervisor = floor.heavy_rep, floor.ops, floor.supervisor_of(0)
    yield "Timeline of the rep with most, by the rep", heavy, "rep", f"/v1/reps/{heavy}/timeline"
    yield "Timeline of a rep, by the rep", floor.median_rep, "rep", f"/v1/reps/{floor.median_rep}/timeline"
    yield "Notes alone of the rep with most", heavy, "rep", f"/v1/reps/{heavy}/timeline?kinds=observation"
    yield "Courses alone of the rep with most", heavy, "rep", f"/v1/reps/{heavy}/timeline?kinds=training"
    yield "Promises of the rep with most", heavy, "rep", f"/v1/commitments?rep={heavy}&limit=200"
    yield "Duties", supervisor, "supervisor", f"/v1/supervisors/{supervisor}/duties"
    yield "Sessions of a team", supervisor, "supervisor", "/v1/sessions"
    yield "Coverage of all, by ops", ops, "ops", "/v1/coverage"
    yield "Effectiveness of all, by ops", ops, "ops", "/v1/effectiveness"
    yield "Effectiveness of a behaviour, by ops", ops, "ops", f"/v1/effectiveness?behaviour={floor.behaviour(0)}"
    yield "Effectiveness of a team, by ops", ops, "ops", f"/v1/effectiveness?team={floor.team_ids[0]}"
    yield "Alerts, by ops", ops, "ops", "/v1/alerts"
    yield "Overdue promises, by ops", ops, "ops", "/v1/commitments?state=overdue"
    yield "Promises due, by ops", ops, "ops", f"/v1/commitments?state=due_soon&team={floor.team_ids[0]}"


def pages_of_one(floor: LargeFloor) -> Iterator[Page]:
    """What a supervisor looks at."""
    supervisor, heavy, median = floor.supervisor_of(0), floor.heavy_rep, floor.rep_of(0, 1)
    yield "Walk", supervisor, "supervisor", f"/v1/supervisors/{supervisor}/walk"
    yield "Card of the rep with most", supervisor, "supervisor", f"/v1/reps/{heavy}/card"
    yield "Card", supervisor, "supervisor", f"/v1/reps/{median}/card"
    yield "Timeline of the rep with most", supervisor, "supervisor", f"/v1/reps/{heavy}/timeline"
    yield "Timeline", supervisor, "supervisor", f"/v1/reps/{median}/timeline"
    yield "Overdue promises of a team", supervisor, "supervisor", "/v1/commitments?state=overdue"
    yield "Coverage of a team", supervisor, "supervisor", "/v1/coverage"
    yield "Effectiveness of a team", supervisor, "supervisor", "/v1/effectiveness"
    yield "Alerts of a team", supervisor, "supervisor", "/v1/alerts"


@contextmanager
def behind_granian(place: Place, key: OKPKey) -> Iterator[Ask]:
    """The same read model, served by a process of its own as `floorwalk serve followup` serves it."""
    port = free_ports(1)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "4", "bench.pages_app:app"]
    told = {"BENCH_PLACE": str(place), "BENCH_KEY": orjson.dumps(key.as_dict(private=False)).decode()}
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env={**os.environ, **told}, stdout=quiet, stderr=quiet)
    line = http.client.HTTPConnection("127.0.0.1", port)
    try:
        wait_until(lambda: _answers(line), 60)
        yield lambda path, headers: _over_the_wire(line, path, headers)
    finally:
        line.close()
        process.terminate()
        process.wait()


def _in_process(client: FlaskClient, path: str, headers: dict[str, str]) -> int:
    return client.get(path, headers=headers).status_code


def _over_the_wire(line: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> int:
    line.request("GET", path, headers=headers)
    response = line.getresponse()
    response.read()
    return response.status


def _answers(line: http.client.HTTPConnection) -> bool:
    try:
        return _over_the_wire(line, "/livez", {}) == 200
    except OSError:
        line.close()
        return False


def _took(ask: Ask, path: str, headers: dict[str, str]) -> float:
    began = time.perf_counter()
    status = ask(path, headers)
    took = (time.perf_counter() - began) * 1_000
    if status != 200:
        raise RuntimeError(f"{path}: {status}")
    return took


if __name__ == "__main__":
    main()
