"""A client that writes without end, the same again until it is acknowledged, and keeps a ledger of what was."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

import httpx

from contracts.tokens import WEB, Signer
from floorwalk.installation import find_installation
from floorwalk.keys import load_signing_key
from tests.patience import LONG
from tests.scaled.scaled_product import ScaledProduct

_PATIENCE_SECONDS = 2 * LONG


@dataclass
class Ledger:
    """By rep, the ids of acknowledged notes in the order in which they were written, and each one's position."""

    notes: dict[str, list[str]] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)
    repeated: int = 0
    told_to_wait: list[str] = field(default_factory=list)
    """What the answers said that refused for now: the seconds after which to try again."""

    def __len__(self) -> int:
        return len(self.positions)


class Writer:
    """Notes of one supervisor about some reps, one after the other."""

    def __init__(self, product: ScaledProduct, supervisor: str, reps: list[str], ledger: Ledger) -> None:
        installation = find_installation(product.home, {})
        self._signer = Signer(load_signing_key(installation.settings, installation.home), WEB)
        self._product = product
        self._supervisor = supervisor
        self._reps = reps
        self._ledger = ledger
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.failure: Exception | None = None

    def __enter__(self) -> Writer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        if self.failure is not None:
            raise self.failure

    def _run(self) -> None:
        try:
            with httpx.Client(base_url=self._product.observation, timeout=10, trust_env=False) as http:
                number = 0
                while not self._stop.is_set():
                    self._write(http, self._reps[number % len(self._reps)])
                    number += 1
        except Exception as err:
            # Told to whoever waits for this thread.
            self.failure = err

    def _write(self, http: httpx.Client, rep: str) -> None:
        note = str(uuid4())
        body = {"rep_id": rep, "kind": "praise", "quote": "I will see to it.", "share": "now"}
        give_up = time.monotonic() + _PATIENCE_SECONDS
        tries = 0
        while time.monotonic() < give_up:
            tries += 1
            with suppress(httpx.HTTPError):
                token = self._signer.sign(self._supervisor, "observation", {"supervisor"})
                headers = {"Authorization": f"Bearer {token}"}
                answer = http.put(f"/v1/observations/{note}", json=body, headers=headers)
                if answer.is_success:
                    self._ledger.notes.setdefault(rep, []).append(note)
                    self._ledger.positions[note] = answer.json()["position"]
                    self._ledger.repeated += answer.status_code == 200
                    return
                if answer.status_code == 503 and "Retry-After" in answer.headers:
                    self._ledger.told_to_wait.append(answer.headers["Retry-After"])
                assert answer.status_code >= 500, f"{answer.status_code}: {answer.text}"
            time.sleep(0.1)
        raise TimeoutError(f"no answer after {tries} tries")
