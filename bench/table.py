"""The table of figures in the README, made of `bench/results/*.json`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any

import orjson

from bench.results_file import RESULTS

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- figures: made by bench/table.py -->", "<!-- end of figures -->"


def main() -> None:
    """Write the table between its markers."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{table()}\n{END}{after}", encoding="utf-8")


def table() -> str:
    """One row a figure that is held against a target, and where it was measured."""
    found = [orjson.loads(file.read_bytes()) for file in sorted(RESULTS.glob("*.json"))]
    rows = [f"| {row} |" for measurement in found for row in _rows(measurement["figures"])]
    machines = sorted({f"{each['cores']} cores, Python {each['python']}, SQLite {each['sqlite']}" for each in found})
    head = ["| measured | figure | target |", "|---|---:|---|"]
    return "\n".join([*head, *rows, "", f"On {'; '.join(machines)}. `make bench` measures anew."])


def _rows(figures: dict[str, Any]) -> Iterator[str]:
    """A row each; of the pages of one size, one row for the slowest."""
    pages: dict[str, list[tuple[float, str, Any]]] = {}
    for what, figure in figures.items():
        if not (isinstance(figure, dict) and figure.get("target")):
            continue
        if page := _OF_A_SIZE.fullmatch(what):
            pages.setdefault(page["size"], []).append((figure["value"], page["what"], figure))
        else:
            yield f"{what} | {figure['value']:,} {figure['unit']} | {figure['target']}"
    for size, found in pages.items():
        value, slowest, figure = max(found, key=itemgetter(0))
        what = f"The slowest of {len(found)} pages, {size} ({slowest})"
        yield f"{what} | {value:,} {figure['unit']} | {figure['target']}"


_OF_A_SIZE = re.compile(r"(?P<what>.+?), (?P<size>[0-9,]+ events.*)")


if __name__ == "__main__":
    main()
