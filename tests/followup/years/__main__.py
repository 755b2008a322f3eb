"""The long run, over every zone there is; it ends with 0 when what was told is what should have been.

Many promises are many floors, each with a history of its own, side by side on all processors: each is held against its
reckoning as soon as its years are over, and none grows slow.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tests.followup.years import ZONES, Years

OF_A_FLOOR = 5_000
"""Promises."""


@dataclass(frozen=True)
class Lived:
    """What came of one floor: ``wrong`` are lines of what was told, or was not, otherwise than reckoned."""

    words: str
    facts: int
    missed: int
    extra: int
    wrong: list[str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--commitments", type=int, default=100_000)
    parser.add_argument("--years", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    began, lived = time.monotonic(), []
    for one in _side_by_side(asked.commitments, asked.years, asked.seed):
        lived.append(one)
        sys.stdout.write("\n".join([one.words, *one.wrong, ""]))
        sys.stdout.flush()
    missed, extra = sum(one.missed for one in lived), sum(one.extra for one in lived)
    sys.stdout.write(
        f"{asked.commitments:,} promises on {len(lived)} floors over {asked.years:g} years each, "
        f"{time.monotonic() - began:,.0f} s: {sum(one.facts for one in lived):,} facts told, {missed} missed, "
        f"{extra} early or doubled\n"
    )
    return 1 if missed or extra else 0


def _side_by_side(commitments: int, years: float, seed: int) -> Iterator[Lived]:
    starts = range(0, commitments, OF_A_FLOOR)
    with ProcessPoolExecutor() as pool:
        floors = [
            pool.submit(live, min(OF_A_FLOOR, commitments - start), years, seed + number)
            for number, start in enumerate(starts)
        ]
        for done in as_completed(floors):
            yield done.result()


def live(commitments: int, years: float, seed: int) -> Lived:
    """One floor, from its first day to its last."""
    # What it is stopped in the midst of is told of by the product, thousands of times.
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        run = Years(Path(folder), commitments, seed, list(ZONES), looked_at=0.1)
        run.run(years)
        told = run.told()
        run.desk.close()
    missed, extra = Counter(run.expected) - Counter(told), Counter(told) - Counter(run.expected)
    return Lived(
        f"seed {seed}: {run.standing()}: {len(told):,} facts told",
        len(told),
        missed.total(),
        extra.total(),
        [f"missed: {fact}" for fact in sorted(missed)[:20]]
        + [f"early or doubled: {fact}" for fact in sorted(extra)[:20]],
    )


if __name__ == "__main__":
    sys.exit(main())
