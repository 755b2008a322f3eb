"""What the product takes while nobody does anything, and how soon it is up."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from bench.figures import Figure, keep
from tests.product import RunningProduct, wait_until

IDLE_SECONDS = 30.0


def main() -> None:
    """Load the sample floor, start anew, wait, and watch."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "var"
        with RunningProduct(home, "--demo") as product:
            wait_until(lambda: "Ctrl-C" in product.tell(), 120, product.tell)
            product.stop()
        began = time.monotonic()
        with RunningProduct(home, "--demo") as product:
            up_seconds = time.monotonic() - began
            time.sleep(10)
            before = _cpu_seconds(product.process.pid)
            time.sleep(IDLE_SECONDS)
            busy = (_cpu_seconds(product.process.pid) - before) / IDLE_SECONDS
            memory = _resident_bytes(product.process.pid)
            began = time.monotonic()
            product.stop()
            stop_seconds = time.monotonic() - began
    keep(
        "idle",
        [
            Figure("Second start until all three are ready", round(up_seconds, 2), "s", "10 s"),
            Figure("Stop on SIGTERM", round(stop_seconds, 2), "s", "10 s"),
            Figure("Memory of the idle product", round(memory / 1e6, 1), "MB", "200 MB"),
            Figure("CPU of the idle product", round(100 * busy, 2), "% of one", "2 %"),
        ],
    )


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident_bytes(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
