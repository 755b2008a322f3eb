"""Every process is killed in turn while people write; another one takes over, and nothing that was acknowledged is
lost, doubled or out of order."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from tests.journey.sample_week import rows, supervisors
from tests.patience import LONG
from tests.product import wait_until
from tests.scaled.ledger import Ledger, Writer
from tests.scaled.reckoning import hold_against_ledger, wait_caught_up
from tests.scaled.scaled_product import ScaledProduct

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("product")]

WRITERS = 3


def writers(product: ScaledProduct, ledger: Ledger) -> ExitStack:
    """Supervisors who write about their own reps."""
    people = rows("people.csv")
    writing = ExitStack()
    for team, supervisor in sorted(supervisors().items())[:WRITERS]:
        reps = [person["id"] for person in people if person.get("team_id") == team and "rep" in person["roles"]]
        writing.enter_context(Writer(product, supervisor, reps[:4], ledger))
    return writing


def wait_for_more(ledger: Ledger) -> None:
    """Some more is acknowledged."""
    written = len(ledger)
    wait_until(lambda: len(ledger) > written + 10, LONG)


def test_nothing_is_lost_whichever_process_is_killed(product: ScaledProduct, ledger: Ledger) -> None:
    with writers(product, ledger):
        wait_for_more(ledger)
        for kind in ("relay", "watch"):
            take_over(product, kind)
        for name in ("consume-1", "consume-2"):
            product.kill(name)
            wait_caught_up(product, product.head())
            product.start(name)
        for name in ("observation", "followup"):
            product.kill_worker(name)
            wait_for_more(ledger)
        for name in ("observation", "followup", "web"):
            product.kill(name)
            product.start(name)
            product.wait_ready(name)
            wait_for_more(ledger)
    hold_against_ledger(product, ledger)
    assert len(ledger) > 100


def take_over(product: ScaledProduct, kind: str) -> None:
    """The one that works is killed; the one that stood by works on."""
    wait_until(lambda: product.holder(kind) != "", LONG, product.tell)
    killed = product.holder(kind)
    product.kill(killed)
    head = product.head()
    wait_until(lambda: product.holder(kind) not in {"", killed}, LONG, product.tell)
    if kind == "relay":
        wait_until(lambda: product.published() >= head, LONG, product.tell)
    product.start(killed)
