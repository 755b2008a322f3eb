"""The broker is cut off and refuses everybody for some seconds: people write and read on, and nothing is lost."""

from __future__ import annotations

import time

import pytest

from tests.patience import LONG
from tests.product import wait_until
from tests.scaled.ledger import Ledger
from tests.scaled.reckoning import hold_against_ledger, wait_caught_up
from tests.scaled.scaled_product import ScaledProduct
from tests.scaled.test_kills import wait_for_more, writers

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("product")]

AWAY_SECONDS = 5.0


def test_people_write_and_read_on_while_the_broker_refuses(product: ScaledProduct, ledger: Ledger) -> None:
    with writers(product, ledger):
        wait_for_more(ledger)
        product.broker.refuse()
        wait_until(lambda: not product.members["consume-1"].is_ready(), LONG, product.tell)
        they_write_and_read_on(product, ledger)
        product.broker.heal()
        wait_until(lambda: product.members["consume-1"].is_ready(), LONG, product.tell)
    hold_published(product, ledger)


def test_people_write_and_read_on_while_the_broker_is_silent(product: ScaledProduct, ledger: Ledger) -> None:
    with writers(product, ledger):
        wait_for_more(ledger)
        product.broker.freeze()
        they_write_and_read_on(product, ledger)
        product.broker.cut()
        product.broker.heal()
    hold_published(product, ledger)


def they_write_and_read_on(product: ScaledProduct, ledger: Ledger) -> None:
    """For some seconds: the write side is ready, and what it takes in is read soon."""
    end = time.monotonic() + AWAY_SECONDS
    while time.monotonic() < end:
        assert product.members["observation"].is_ready(LONG)
        wait_caught_up(product, product.head())
    wait_for_more(ledger)


def hold_published(product: ScaledProduct, ledger: Ledger) -> None:
    """What waited is on the bus, and nothing is lost."""
    wait_until(lambda: product.published() == product.head(), LONG, product.tell)
    hold_against_ledger(product, ledger)
