"""From the tap to the timeline: how long a note takes through the running product, and how many it takes at once."""

from __future__ import annotations

import sqlite3
import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from bench.figures import Figure, keep, percentile
from contracts.tokens import WEB, Signer
from floorwalk.installation import find_installation
from floorwalk.keys import load_signing_key
from tests.product import RunningProduct
from tests.scaled.scaled_product import ScaledProduct

INES, AMARA = "382e6fd4-dcb5-50fc-983b-6da00dacf8bb", "613f3f77-1a35-544a-a5b8-7170bd899469"
TAPS = 300
CLIENTS, NOTES_EACH = 16, 60
BARE_COMMITS = 1_000


class Supervisor:
    """Ines, with a connection of her own to both services."""

    def __init__(self, product: RunningProduct | ScaledProduct) -> None:
        installation = find_installation(product.home, {})
        self._signer = Signer(load_signing_key(installation.settings, installation.home), WEB)
        self._product = product
        self._http = httpx.Client(trust_env=False, timeout=30)

    def note(self) -> tuple[str, int]:
        """Its id, and the position at which it stands in the log."""
        note_id = str(uuid.uuid4())
        body = {"rep_id": AMARA, "kind": "praise", "quote": "I will stay on the line", "share": "now", **_now()}
        url = f"{self._product.observation}/v1/observations/{note_id}"
        answer = self._http.put(url, json=body, headers=self._bearer("observation")).raise_for_status()
        return note_id, answer.json()["position"]

    def sees(self, note_id: str, position: int) -> bool:
        """Looks as the pages do after a write: the answer waits for the position, though not for ever."""
        url = f"{self._product.followup}/v1/reps/{AMARA}/timeline?limit=1&at_position={position}"
        answer = self._http.get(url, headers=self._bearer("followup")).raise_for_status().json()
        return bool(answer["items"]) and answer["items"][0]["id"] == note_id

    def tap_to_timeline(self) -> float:
        began = time.perf_counter()
        note_id, position = self.note()
        while not self.sees(note_id, position):
            time.sleep(0.001)
        return time.perf_counter() - began

    def _bearer(self, audience: Any) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._signer.sign(INES, audience, {'supervisor'})}"}


def main() -> None:
    """Measure on a fresh home with the sample floor's people."""
    with tempfile.TemporaryDirectory() as folder, RunningProduct(Path(folder) / "var") as product:
        product.load_floor()
        supervisor = Supervisor(product)
        for _ in range(20):
            supervisor.tap_to_timeline()
        taps = [supervisor.tap_to_timeline() * 1_000 for _ in range(TAPS)]
        one_by_one = _notes_a_second(product, 1)
        together = _notes_a_second(product, CLIENTS)
        bare = _bare_commits_a_second(Path(folder) / "bare.db")
    keep(
        "journey",
        [
            Figure("Tap to timeline, median", round(percentile(taps, 0.5), 1), "ms"),
            Figure("Tap to timeline, 99 of 100", round(percentile(taps, 0.99), 1), "ms", "100 ms"),
            Figure("Notes through HTTP, one client", round(one_by_one), "a second"),
            Figure(f"Notes through HTTP, {CLIENTS} clients", round(together), "a second"),
            Figure("Bare SQLite commits on the same disk, for comparison", round(bare), "a second"),
        ],
    )


def _notes_a_second(product: RunningProduct, clients: int) -> float:
    supervisors = [Supervisor(product) for _ in range(clients)]
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as together:
        list(together.map(_write_notes, supervisors))
    return clients * NOTES_EACH / (time.perf_counter() - began)


def _write_notes(supervisor: Supervisor) -> None:
    for _ in range(NOTES_EACH):
        supervisor.note()


def _bare_commits_a_second(file: Path) -> float:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE note (id TEXT PRIMARY KEY, body BLOB)")
    began = time.perf_counter()
    for _ in range(BARE_COMMITS):
        connection.execute("INSERT INTO note VALUES (?, ?)", (str(uuid.uuid4()), b"x" * 700))
    connection.close()
    return BARE_COMMITS / (time.perf_counter() - began)


def _now() -> dict[str, str]:
    return {"occurred_at": datetime.now(UTC).isoformat()}


if __name__ == "__main__":
    main()
