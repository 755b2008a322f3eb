"""The table of figures in the README, made of `bench/results/*.json`."""

from __future__ import annotations

from collections.abc import Iterator
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
    for what, figure in figures.items():
        if isinstance(figure, dict) and figure.get("target"):
            yield f"{what} | {figure['value']:,} {figure['unit']} | {figure['target']}"


if __name__ == "__main__":
    main()
