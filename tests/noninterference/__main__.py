"""Many pairs of histories that differ in nothing but referrals; it ends with 0 when nobody can tell one from the other.

They are of many floors, each with a chance of its own, side by side on as many processors as are wanted.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from tests.noninterference.pairs import OF_A_FLOOR, live
from tests.noninterference.world import empty


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    began, compared, told_apart = time.monotonic(), 0, 0
    for seed, pairs, wrong in _side_by_side(asked.pairs, asked.seed, asked.processes):
        compared, told_apart = compared + pairs, told_apart + len(wrong)
        sys.stdout.write("".join(f"seed {seed}, {line}\n" for line in wrong))
        sys.stdout.write(f"{compared:,} pairs, {told_apart} told apart, {time.monotonic() - began:,.0f} s\n")
        sys.stdout.flush()
    return 1 if told_apart else 0


Compared = tuple[int, int, list[str]]
"""A seed, how many pairs there were, and a line for each that can be told apart."""


def _side_by_side(pairs: int, seed: int, processes: int) -> Iterator[Compared]:
    with ProcessPoolExecutor(processes) as pool:
        floors = [
            pool.submit(compared, min(OF_A_FLOOR, pairs - start), seed + number)
            for number, start in enumerate(range(0, pairs, OF_A_FLOOR))
        ]
        for done in as_completed(floors):
            yield done.result()


def compared(pairs: int, seed: int) -> Compared:
    """One floor, from its first pair to its last. What was told apart once may be so from then on."""
    logging.getLogger().addHandler(logging.NullHandler())
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "empty")
        home.mkdir()
        found = list(live(empty(home), Path(folder), pairs, seed))
    return seed, pairs, [f"pair {number}: {', '.join(each)}" for number, each in enumerate(found, 1) if each]


if __name__ == "__main__":
    sys.exit(main())
