"""A figure of a measurement: what, how much, and what it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.results_file import write_results


@dataclass(frozen=True)
class Figure:
    """``target`` is what it is held against, in words."""

    what: str
    value: float
    unit: str
    target: str = ""


def keep(name: str, figures: Sequence[Figure]) -> None:
    """Write the figures of one measurement into its file, and print them."""
    kept = {each.what: {"value": each.value, "unit": each.unit, "target": each.target} for each in figures}
    write_results(name, kept)
    for each in figures:
        print(f"{each.what}: {each.value:g} {each.unit}" + (f" (target {each.target})" if each.target else ""))


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
