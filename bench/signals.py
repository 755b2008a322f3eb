"""How quickly signals are loaded through the bulk route, one client, ten thousand lines a request.

    python -m bench.signals

One line in five has a customer's comment. In files always, on a server where ``FLOORWALK_TEST_POSTGRES`` names one.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import orjson
from flask import Flask
from joserfc.jwk import KeySet

from bench.append import file_in_a_folder
from bench.figures import Figure, keep
from contracts.clock import system_clock
from contracts.tokens import Signer, Verifier, new_key
from services.eventlog.database import migrating, open_database
from services.eventlog.log import EventLog
from services.eventlog.tables import create_tables
from services.http.lines import LINES_LIMIT, MEDIA_TYPE
from services.observation import keyring as keyring_tables
from services.observation.app import create_app
from services.observation.directory.keeping import KEPT_TYPES
from services.observation.directory.keeping import keep as keep_directory
from services.observation.directory.tables import metadata as directory_tables
from services.observation.house import Counselling, House
from services.observation.keyring import Keyring
from tests.scaled.servers import POSTGRES, fresh_database

REPS = 500
TARGET = "5,000 a second"

Place = Callable[[], AbstractContextManager[str]]


def main(requests: int = 5) -> None:
    """Load the same number of signals into a fresh log of each kind, and keep the medians."""
    figures = [Figure("Signals loaded, SQLite", measure(file_in_a_folder, requests), "a second", TARGET)]
    if POSTGRES:
        figures.append(Figure("Signals loaded, PostgreSQL", measure(fresh_database, requests), "a second", TARGET))
    keep("signals", figures)


def measure(place: Place, requests: int) -> int:
    """Signals a second, the median of the requests."""
    with place() as url, _service(url) as (app, keyring, signer):
        reps = [str(uuid4()) for _ in range(REPS)]
        for rep_id in reps:
            keyring.make(rep_id)
        return round(statistics.median(_load(app, signer, lines(reps)) for _ in range(requests)))


def lines(reps: list[str]) -> bytes:
    """As many as one request may bring."""
    chance, now = random.Random(1), datetime.now(UTC)
    return b"\n".join(
        orjson.dumps(
            {
                "id": str(uuid4()),
                "rep_id": chance.choice(reps),
                "name": chance.choice(("csat", "qa", "aht")),
                "value": chance.randint(1, 5),
                "occurred_at": now - timedelta(minutes=chance.randrange(40_000)),
                "channel": "phone",
                **({"customer_comment": "Nobody told me about the fee"} if chance.random() < 0.2 else {}),
            }
        )
        for _ in range(LINES_LIMIT)
    )


def _load(app: Flask, signer: Signer, body: bytes) -> float:
    headers = {"Authorization": f"Bearer {signer.sign('svc:load', 'observation', ['admin'])}"}
    with app.test_client() as client:
        began = time.perf_counter()
        answered = client.post("/v1/signals", data=body, content_type=MEDIA_TYPE, headers=headers)
        seconds = time.perf_counter() - began
    taken = answered.get_data().count(b'"status":201')
    if taken != LINES_LIMIT:
        raise RuntimeError(f"{taken} of {LINES_LIMIT} were taken: {answered.status}")
    return taken / seconds


@contextmanager
def _service(url: str) -> Iterator[tuple[Flask, Keyring, Signer]]:
    with tempfile.TemporaryDirectory() as folder:
        engine, keys = open_database(url), open_database(f"sqlite:///{folder}/keyring.db")
        with migrating(engine) as connection:
            create_tables(connection)
            directory_tables.create_all(connection)
        with migrating(keys) as connection:
            keyring_tables.metadata.create_all(connection)
        log = EventLog(engine, "/observation", system_clock, inline=keep_directory, inline_types=KEPT_TYPES)
        keyring, key = Keyring(keys, os.urandom(32)), new_key()
        house = House(engine, log, keyring, system_clock, lambda: str(uuid4()), Counselling(engine, log))
        yield create_app(house, Verifier(lambda: KeySet([key]), "observation"), dict), keyring, Signer(key, "load")
        log.close()
        engine.dispose()
        keys.dispose()


if __name__ == "__main__":
    main()
