"""A disk that is full: whoever writes is told so, what was acknowledged is kept, and with room again it goes on."""

from __future__ import annotations

import resource
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from tests.journey.asking import ADMIN, Asker, wait_caught_up
from tests.journey.sample_week import rows, supervisors
from tests.patience import LONG
from tests.product import RunningProduct, wait_until

pytestmark = pytest.mark.slow

ENOUGH = 500
"""Notes that do not fit into what is left."""


class Supervisor:
    """Writes one note after the other about one rep."""

    def __init__(self, product: RunningProduct) -> None:
        team, supervisor = sorted(supervisors().items())[0]
        self._asker = Asker(product, supervisor, "supervisor")
        self._rep = next(
            each["id"] for each in rows("people.csv") if each.get("team_id") == team and "rep" in each["roles"]
        )
        self.acknowledged: list[str] = []

    def write(self, note: str) -> httpx.Response:
        body = {"rep_id": self._rep, "kind": "praise", "quote": "I will see to it."}
        answer = self._asker.put(f"/v1/observations/{note}", body)
        if answer.is_success:
            self.acknowledged.append(note)
        return answer

    def write_until_refused(self) -> tuple[str, httpx.Response]:
        for _ in range(ENOUGH):
            note = str(uuid4())
            if not (answer := self.write(note)).is_success:
                return note, answer
        raise AssertionError("there was room for all")


def test_nothing_acknowledged_is_lost_when_the_disk_is_full(tmp_path: Path) -> None:
    with RunningProduct(tmp_path / "var") as product:
        product.load_floor()
        supervisor = Supervisor(product)
        leave_room(product, (product.home / "observation.db-wal").stat().st_size)
        refused, answer = supervisor.write_until_refused()
        assert answer.status_code == 503, answer.text
        assert answer.headers["Retry-After"]
        assert answer.headers["Content-Type"] == "application/problem+json"
        leave_room(product, resource.RLIM_INFINITY)
        wait_until(lambda: supervisor.write(refused).is_success, LONG, product.tell)
        wait_caught_up(product)
        assert recorded(product) == supervisor.acknowledged
        assert product.run("check").returncode == 0


def leave_room(product: RunningProduct, size: int) -> None:
    """No file may grow beyond so many bytes, which is as good as a full disk to who writes."""
    resource.prlimit(product.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def recorded(product: RunningProduct) -> list[str]:
    """The notes in the log."""
    events = Asker(product, *ADMIN).get("observation", "/v1/events?limit=1000")["items"]
    kept = [event for event in events if event["type"] == "floorwalk.observation.recorded"]
    return [event["data"]["observation_id"] for event in kept]
