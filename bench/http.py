"""How many notes a second the observation service takes over HTTP, beside a bare Flask route that inserts a row.

    python -m bench http

Both behind granian with as many workers and threads, both on PostgreSQL, side by side in each round. Ours checks the
token, the policy and the body, judges the note, seals its texts, files a receipt and writes the event.
"""

from __future__ import annotations

import os
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import orjson
import psycopg

from bench.bare_flask import TABLE
from bench.figures import Figure, keep, percentile
from bench.http_load import Answered, request, send
from bench.journey import AMARA, INES
from contracts.tokens import WEB, Signer
from floorwalk.installation import find_installation
from floorwalk.keys import load_signing_key
from tests.ports import free_ports
from tests.product import wait_until
from tests.scaled.scaled_product import ScaledProduct
from tests.scaled.servers import AMQP, POSTGRES, fresh_database

CONNECTIONS = 16
WORKERS, THREADS = 2, 8
"""As `floorwalk serve` has by itself."""


def main(rounds: int = 5, notes: int = 1_500) -> None:
    """Nothing where no servers are named."""
    if not (POSTGRES and AMQP):
        return
    with tempfile.TemporaryDirectory() as folder, ScaledProduct(Path(folder)) as product, bare_flask() as bare:
        product.load_floor()
        for name in product.members.keys() - {"web", "observation"}:
            product.stop(name)
        measured = [
            (checked(product_notes(product, notes)), checked(bare_notes(bare, notes))) for _ in range(rounds + 1)
        ][1:]
    ours, theirs = ([each[side].per_second for each in measured] for side in (0, 1))
    share = statistics.median(our / their for our, their in zip(ours, theirs, strict=True))
    waits = [wait for each, _ in measured for wait in each.waits]
    keep(
        "http",
        [
            Figure("Notes over HTTP", round(statistics.median(ours)), "/s"),
            Figure("Bare Flask route with an INSERT", round(statistics.median(theirs)), "/s"),
            Figure("Notes over HTTP, share of a bare Flask route", round(share, 2), "x", "0.5"),
            Figure("Notes over HTTP, 99 of 100", round(1_000 * percentile(waits, 0.99), 1), "ms"),
        ],
    )


def checked(answered: Answered) -> Answered:
    if set(answered.statuses) != {201}:
        raise RuntimeError(f"not all were taken: {dict(answered.statuses)}")
    return answered


def product_notes(product: ScaledProduct, notes: int) -> Answered:
    port = int(product.observation.rpartition(":")[2])
    installation = find_installation(product.home, {})
    token = Signer(load_signing_key(installation.settings, installation.home), WEB).sign(
        INES, "observation", {"supervisor"}
    )
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    requests = [request("PUT", f"/v1/observations/{uuid4()}", port, headers, body()) for _ in range(notes)]
    return send(port, requests, CONNECTIONS)


def bare_notes(port: int, notes: int) -> Answered:
    headers = {"Content-Type": "application/json"}
    return send(port, [request("POST", f"/notes/{uuid4()}", port, headers, body()) for _ in range(notes)], CONNECTIONS)


def body() -> bytes:
    said = {"quote": "I will stay on the line", "note": "She waited while the customer looked for the number."}
    about = {
        "rep_id": AMARA,
        "kind": "praise",
        "share": "now",
        "channel": "phone",
        "impact": "The customer thanked her.",
    }
    return orjson.dumps({**about, **said, "occurred_at": datetime.now(UTC).isoformat()})


@contextmanager
def bare_flask() -> Iterator[int]:
    """The port it listens on."""
    with fresh_database() as url:
        with psycopg.connect(url) as connection:
            connection.execute(TABLE)
        port = free_ports(1)
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--port", str(port)]
        command += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "bench.bare_flask:app"]
        environment = {**os.environ, "BARE_FLASK_DATABASE": url}
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_until(lambda: _listens(port), 30)
            yield port
        finally:
            process.terminate()
            process.wait()


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()
