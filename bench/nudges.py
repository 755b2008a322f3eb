"""How often a note is judged as people judged it, and how long that takes."""

from __future__ import annotations

import statistics
import time

from bench.figures import Figure, keep
from services.observation.nudges.asking import nudges
from tests.observation.noted import judged_notes, share_right

PARTS = {
    "given": "Notes judged right, of those given",
    "training": "… of our own, learned from",
    "held_out": "… held out",
    "later": "… written and learned from later",
    "unseen": "… written last, not learned from",
}


def main() -> None:
    """Judge every note, part by part, then all of them again with a watch."""
    notes = judged_notes()
    shares = []
    for part, what in PARTS.items():
        those = [noted for noted in notes if noted.part == part]
        share = round(100 * share_right(those), 1)
        shares.append(Figure(f"{what} ({len(those)})", share, "%", "85 % of unknown ones"))
    micros = [microseconds(noted.note) for _again in range(5) for noted in notes]
    keep("nudges", [*shares, Figure("Nudging a note, median", round(statistics.median(micros), 1), "µs", "2,000 µs")])


def microseconds(note: str) -> float:
    began = time.perf_counter()
    nudges("correction", note=note)
    return (time.perf_counter() - began) * 1e6


if __name__ == "__main__":
    main()
