"""``make bench``: every measurement, then the table. ``python -m bench NAME…`` takes some of them."""

from __future__ import annotations

import sys
from collections.abc import Callable

from bench import (
    append,
    bus,
    following,
    http,
    idle,
    journey,
    nudges,
    pages,
    projection,
    scaled,
    signals,
    table,
    takeover,
    timeline,
    watch,
)

MEASUREMENTS: dict[str, Callable[[], None]] = {
    "append": append.main,
    "following": following.main,
    "bus": bus.main,
    "http": http.main,
    "projection": projection.main,
    "timeline": timeline.main,
    "pages": pages.main,
    "signals": signals.main,
    "watch": watch.main,
    "idle": idle.main,
    "journey": journey.main,
    "scaled": scaled.main,
    "takeover": takeover.main,
    "nudges": nudges.main,
    "table": table.main,
}


def main(names: list[str]) -> None:
    if unknown := set(names) - MEASUREMENTS.keys():
        sys.exit(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(MEASUREMENTS)}")
    for name in names or MEASUREMENTS:
        MEASUREMENTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
