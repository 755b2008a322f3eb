"""How long nobody does the work of a process that was killed: from `kill -9` until the one that stood by has done some.

    python -m bench takeover

Of the relay, the consumer and the watch, each killed a few times. What counts is the work: of a relay, that a note that
was written after the kill is on the bus; of a consumer, that it is in the read model; of a watch, that it is another's
turn.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import Figure, keep
from bench.journey import Supervisor
from tests.patience import LONG
from tests.product import wait_until
from tests.scaled.reckoning import wait_caught_up
from tests.scaled.scaled_product import ScaledProduct
from tests.scaled.servers import AMQP, POSTGRES

ROUNDS = 3
CONSUMERS = ("consume-1", "consume-2")


def main(rounds: int = ROUNDS) -> None:
    """Nothing where no servers are named."""
    if not (POSTGRES and AMQP):
        return
    with tempfile.TemporaryDirectory() as folder, ScaledProduct(Path(folder)) as product:
        product.load_floor()
        supervisor = Supervisor(product)
        supervisor.tap_to_timeline()
        relays = [_of_relay(product, supervisor) for _ in range(rounds)]
        watches = [_of_watch(product) for _ in range(rounds)]
        # Which of the two reads is the broker's to say; the longest time is that of the one that did.
        consumers = [_of_consumer(product, supervisor, CONSUMERS[number % 2]) for number in range(2 * rounds)]
    keep(
        "takeover",
        [
            Figure("Relay killed until the next one publishes, longest", _longest(relays), "s", "10 s"),
            Figure("Consumer killed until the next one has caught up, longest", _longest(consumers), "s", "10 s"),
            Figure("Watch killed until the next one watches, longest", _longest(watches), "s", "10 s"),
        ],
    )


def _of_relay(product: ScaledProduct, supervisor: Supervisor) -> float:
    killed = _holder(product, "relay")

    def is_published() -> bool:
        return product.published() >= head

    began = time.perf_counter()
    product.kill(killed)
    supervisor.note()
    head = product.head()
    return _until(product, killed, began, is_published)


def _of_watch(product: ScaledProduct) -> float:
    killed = _holder(product, "watch")
    began = time.perf_counter()
    product.kill(killed)
    return _until(product, killed, began, lambda: product.holder("watch") not in {"", killed})


def _of_consumer(product: ScaledProduct, supervisor: Supervisor, killed: str) -> float:
    began = time.perf_counter()
    product.kill(killed)
    supervisor.note()
    wait_caught_up(product, product.head())
    return _started_again(product, killed, time.perf_counter() - began)


def _until(product: ScaledProduct, killed: str, began: float, is_done: Callable[[], bool]) -> float:
    wait_until(is_done, LONG, product.tell)
    return _started_again(product, killed, time.perf_counter() - began)


def _started_again(product: ScaledProduct, killed: str, seconds: float) -> float:
    product.start(killed)
    product.wait_ready(killed)
    return seconds


def _holder(product: ScaledProduct, kind: str) -> str:
    wait_until(lambda: product.holder(kind) != "", LONG, product.tell)
    return product.holder(kind)


def _longest(times: list[float]) -> float:
    return round(max(times), 1)


if __name__ == "__main__":
    main()
