"""Holding what the product has against what it acknowledged."""

from __future__ import annotations

import httpx

from tests.journey.asking import ADMIN, Asker
from tests.patience import LONG
from tests.product import wait_until
from tests.scaled.ledger import Ledger
from tests.scaled.scaled_product import ScaledProduct


def hold_against_ledger(product: ScaledProduct, ledger: Ledger) -> None:
    """Nothing is lost, doubled, or out of order per rep: not in the log, and not in what the reps read."""
    wait_caught_up(product)
    recorded = [event for event in all_events(product) if event["type"] == "floorwalk.observation.recorded"]
    for rep, notes in ledger.notes.items():
        logged = [event["data"]["observation_id"] for event in recorded if event["partitionkey"] == rep]
        assert [note for note in logged if note in ledger.positions] == notes
        items = Asker(product, rep, "rep").items("followup", f"/v1/reps/{rep}/timeline?limit=200", cursor="before")
        assert [item["id"] for item in items if item["id"] in ledger.positions] == notes[::-1]
    checked = product.run("check")
    assert checked.returncode == 0, checked.stdout


def all_events(product: ScaledProduct) -> list[dict[str, object]]:
    service = Asker(product, *ADMIN)
    events: list[dict[str, object]] = []
    while page := service.get("observation", f"/v1/events?limit=1000&after={len(events)}")["items"]:
        events += page
    assert [event["position"] for event in events] == list(range(1, len(events) + 1))
    return events


def wait_caught_up(product: ScaledProduct, head: int | None = None, seconds: float = LONG) -> None:
    """The read model has all that was written, or all up to ``head``."""
    service = Asker(product, *ADMIN)

    def is_caught_up() -> bool:
        try:
            return bool(service.get("followup", "/v1/lag")["position"] >= (head or product.head()))
        except (httpx.HTTPError, AssertionError):
            # It is being replaced.
            return False

    wait_until(is_caught_up, seconds, product.tell)
