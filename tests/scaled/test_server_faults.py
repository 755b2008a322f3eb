"""The broker and the database themselves are killed, stopped, frozen and run short while a week is loaded and people
write: who writes is served while the broker is away, and in the end nothing is lost, doubled or out of order."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.clock import system_clock
from contracts.instants import wire_instant
from floorwalk.demo.floor import sample
from tests.journey.sample_week import AFTER_THE_WEEK
from tests.patience import LONG
from tests.product import wait_until
from tests.scaled.ledger import Ledger
from tests.scaled.own_servers import OwnServers, own_servers
from tests.scaled.reckoning import hold_against_ledger, wait_caught_up
from tests.scaled.scaled_product import ScaledProduct
from tests.scaled.test_kills import wait_for_more, writers

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("server faults")]

AWAY_SECONDS = float(os.environ.get("FLOORWALK_TEST_AWAY_SECONDS", "12"))
"""How long a server is away where it is not back at once."""

PART = 100
"""Lines of the week that are loaded in each test."""


@pytest.fixture(scope="module")
def servers() -> Iterator[OwnServers]:
    with own_servers() as servers:
        yield servers


@pytest.fixture(scope="module")
def busy(servers: OwnServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ScaledProduct]:
    """With the floor loaded, at a time at which the week is over."""
    clock = f"{wire_instant(AFTER_THE_WEEK)}@{wire_instant(system_clock())}"
    folder = tmp_path_factory.mktemp("busy")
    with ScaledProduct(folder, servers.postgres.url, servers.rabbit.url, CLOCK=clock) as product:
        product.load_floor()
        yield product


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The week's notes, one part after the other."""
    lines = sample("week.jsonl").read_text().splitlines(keepends=True)
    folder = tmp_path_factory.mktemp("parts")

    def part(start: int) -> Path:
        file = folder / f"{start}.jsonl"
        file.write_text("".join(lines[start : start + PART]))
        return file

    return map(part, range(0, len(lines), PART))


@pytest.fixture
def week(busy: ScaledProduct, parts: Iterator[Path]) -> Iterator[None]:
    """A part of it is loaded meanwhile, every line. A load that found nobody for too long is begun again."""
    part = next(parts)
    with busy.begin("load", "notes", str(part)) as loading:
        yield
        loading.communicate(timeout=LONG)
    if loading.returncode:
        busy.load("notes", part)


def test_the_broker_is_killed_and_comes_back(
    busy: ScaledProduct, servers: OwnServers, ledger: Ledger, week: None
) -> None:
    with writers(busy, ledger):
        wait_for_more(ledger)
        servers.rabbit.end(signal.SIGKILL)
        wait_for_more(ledger)
        servers.rabbit.start()
        hold_published(busy, ledger)


def test_the_broker_is_stopped_for_a_while(
    busy: ScaledProduct, servers: OwnServers, ledger: Ledger, week: None
) -> None:
    with writers(busy, ledger):
        servers.rabbit.end(signal.SIGTERM)
        they_write_on(busy, ledger)
        for name in ("consume-1", "consume-2"):
            wait_until(lambda name=name: busy.told(name)["bus"].startswith("away"), LONG, busy.tell)
        servers.rabbit.start()
        hold_published(busy, ledger)


def test_the_broker_is_frozen_for_a_while(busy: ScaledProduct, servers: OwnServers, ledger: Ledger, week: None) -> None:
    with writers(busy, ledger):
        wait_for_more(ledger)
        servers.rabbit.freeze()
        they_write_on(busy, ledger)
        servers.rabbit.thaw()
        hold_published(busy, ledger)


def test_the_broker_is_short_of_memory_and_blocks_all_who_publish(
    busy: ScaledProduct, servers: OwnServers, ledger: Ledger, week: None
) -> None:
    with writers(busy, ledger):
        servers.control_rabbit("set_vm_memory_high_watermark", "0")
        wait_until(lambda: "blocked all who publish" in busy.said(busy.holder("relay")), LONG, busy.tell)
        they_write_on(busy, ledger)
        servers.control_rabbit("set_vm_memory_high_watermark", "0.4")
        hold_published(busy, ledger)


def test_the_database_is_restarted_in_the_middle(
    busy: ScaledProduct, servers: OwnServers, ledger: Ledger, week: None
) -> None:
    with writers(busy, ledger):
        wait_for_more(ledger)
        servers.postgres.end(signal.SIGQUIT)
        servers.postgres.start()
        wait_for_more(ledger)
        hold_published(busy, ledger)


def test_the_database_is_lost_for_a_while(busy: ScaledProduct, servers: OwnServers, ledger: Ledger, week: None) -> None:
    with writers(busy, ledger):
        wait_for_more(ledger)
        servers.postgres.end(signal.SIGKILL)
        wait_until(lambda: not busy.members["observation"].is_ready(LONG), LONG, busy.tell)
        time.sleep(AWAY_SECONDS / 2)
        servers.postgres.start()
        wait_for_more(ledger)
        hold_published(busy, ledger)


def test_after_all_of_this_nothing_is_lost_doubled_or_out_of_order(busy: ScaledProduct, ledger: Ledger) -> None:
    with writers(busy, ledger):
        wait_for_more(ledger)
    hold_against_ledger(busy, ledger)


def they_write_on(product: ScaledProduct, ledger: Ledger) -> None:
    """While the broker is away the write side is ready, and what it takes in is read soon."""
    end = time.monotonic() + AWAY_SECONDS
    while time.monotonic() < end:
        assert product.members["observation"].is_ready(LONG)
        wait_for_more(ledger)
        wait_caught_up(product, product.head())


def hold_published(product: ScaledProduct, ledger: Ledger) -> None:
    """What waited is on the bus and read, and every process is ready again."""
    head = product.head()
    wait_until(lambda: product.published() >= head, LONG, product.tell)
    wait_caught_up(product, head)
    for name in product.members:
        product.wait_ready(name)
