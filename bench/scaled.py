"""From the tap to the timeline with one process per job: HTTP, PostgreSQL, relay, RabbitMQ, consumer, PostgreSQL, HTTP.

    python -m bench scaled

At a steady and moderate rate, as a floor makes it: the next tap waits for its time, not for the one before it.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from bench.figures import Figure, keep, percentile
from bench.journey import Supervisor
from tests.scaled.scaled_product import ScaledProduct
from tests.scaled.servers import AMQP, POSTGRES

TAPS = 300
EVERY_SECONDS = 0.1


def main() -> None:
    """Nothing where no servers are named."""
    if not (POSTGRES and AMQP):
        return
    with tempfile.TemporaryDirectory() as folder, ScaledProduct(Path(folder)) as product:
        product.load_floor()
        supervisor = Supervisor(product)
        for _ in range(30):
            supervisor.tap_to_timeline()
        taps = [1_000 * _at_its_time(supervisor, time.perf_counter() + EVERY_SECONDS) for _ in range(TAPS)]
    keep(
        "scaled",
        [
            Figure("Tap to timeline over RabbitMQ, median", round(percentile(taps, 0.5), 1), "ms"),
            Figure("Tap to timeline over RabbitMQ, 99 of 100", round(percentile(taps, 0.99), 1), "ms", "100 ms"),
        ],
    )


def _at_its_time(supervisor: Supervisor, when: float) -> float:
    took = supervisor.tap_to_timeline()
    time.sleep(max(0.0, when - time.perf_counter()))
    return took


if __name__ == "__main__":
    main()
