"""Every process is killed in turn while people write; another one takes over, and nothing that was acknowledged is
lost, doubled or out of order."""

from __future__ import annotations

import time
from contextlib import ExitStack

import pytest

from tests.journey.sample_week import rows, supervisors
from tests.product import wait_until
from tests.scaled.ledger import Ledger, Writer
from tests.scaled.reckoning import hold_against_ledger, wait_caught_up
from tests.scaled.scaled_product import ScaledProduct

pytestmark = pytest.mark.slow

TAKEOVER_SECONDS = 10.0
WRITERS = 3


def writers(product: ScaledProduct, ledger: Ledger) -> ExitStack:
    """Supervisors who write about their own reps."""
    people = rows("people.csv")
    writing = ExitStack()
    for team, supervisor in sorted(supervisors().items())[:WRITERS]:
        reps = [person["id"] for person in people if person.get("team_id") == team and "rep" in person["roles"]]
        writing.enter_context(Writer(product, supervisor, reps[:4], ledger))
    return writing


def test_nothing_is_lost_whichever_process_is_killed(product: ScaledProduct, ledger: Ledger) -> None:
    with writers(product, ledger):
        wait_until(lambda: len(ledger) > 10, 20)
        for kind in ("relay", "watch"):
            take_over(product, kind)
        for name in ("consume-1", "consume-2"):
            product.kill(name)
            began, head = time.monotonic(), product.head()
            wait_caught_up(product, head)
            assert time.monotonic() - began < TAKEOVER_SECONDS
            product.start(name)
        for name in ("observation", "followup"):
            product.kill_worker(name)
            time.sleep(0.5)
        for name in ("observation", "followup", "web"):
            written = len(ledger)
            product.kill(name)
            product.start(name)
            product.wait_ready(name)
            wait_until(lambda written=written: len(ledger) > written + 5, 20)
    hold_against_ledger(product, ledger)
    assert len(ledger) > 100


def take_over(product: ScaledProduct, kind: str) -> None:
    """The one that works is killed; the one that stood by works on."""
    wait_until(lambda: product.holder(kind) != "", TAKEOVER_SECONDS)
    killed = product.holder(kind)
    product.kill(killed)
    began, head = time.monotonic(), product.head()
    wait_until(lambda: product.holder(kind) not in {"", killed}, TAKEOVER_SECONDS + 5, product.tell)
    if kind == "relay":
        wait_until(lambda: product.published() >= head, TAKEOVER_SECONDS)
    assert time.monotonic() - began < TAKEOVER_SECONDS
    product.start(killed)


def test_each_process_ends_in_time_when_asked(product: ScaledProduct) -> None:
    wait_caught_up(product)
    for name in product.members:
        product.stop(name)
    wait_until(lambda: not any(map(product.is_running, product.members)), 10, product.tell)
    assert "Traceback" not in product.tell()
