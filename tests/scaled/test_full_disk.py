"""The disk under the databases runs full while people write: they are told to wait, the service says what is wrong, and
when there is room again it goes on by itself with all that was acknowledged."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.patience import LONG
from tests.product import wait_until
from tests.scaled.ledger import Ledger
from tests.scaled.own_servers import own_servers
from tests.scaled.reckoning import hold_against_ledger
from tests.scaled.scaled_product import ScaledProduct
from tests.scaled.servers import AMQP
from tests.scaled.small_disk import SmallDisk, small_disk
from tests.scaled.test_kills import wait_for_more, writers

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("full disk")]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with own_servers(broker=False) as servers:
        yield servers.postgres.url


@pytest.fixture(scope="module")
def disk(server: str) -> Iterator[SmallDisk]:
    with small_disk(server) as disk:
        yield disk


@pytest.fixture(scope="module")
def product(server: str, disk: SmallDisk, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScaledProduct]:
    with ScaledProduct(tmp_path_factory.mktemp("full"), server, AMQP) as product:
        product.load_floor()
        yield product


def test_a_full_disk_loses_nothing_and_is_told(product: ScaledProduct, disk: SmallDisk, ledger: Ledger) -> None:
    with writers(product, ledger):
        wait_for_more(ledger)
        disk.fill()
        wait_until(lambda: len(ledger.told_to_wait) > 5, LONG, product.tell)
        wait_until(lambda: "No space left on device" in readiness(product), LONG, product.tell)
        written = len(ledger)
        disk.make_room()
        wait_until(lambda: len(ledger) > written + 10, LONG, product.tell)
        wait_until(lambda: product.members["observation"].is_ready(LONG), LONG, product.tell)
    assert "nothing can be appended: the database cannot take it now: could not extend file" in product.said(
        "observation"
    )
    hold_against_ledger(product, ledger)


def readiness(product: ScaledProduct) -> str:
    """What the write side says of its log while it is not ready. Each worker speaks for itself."""
    answer = httpx.get(f"{product.observation}/readyz", timeout=LONG, trust_env=False)
    return "" if answer.is_success else answer.text
