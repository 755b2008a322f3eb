"""Reading a file to load, CSV or JSON Lines, record by record, each with the number of its line."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import orjson

_LISTS = {"working_days", "holidays", "roles", "also_team_ids"}
"""Cells that hold several values, separated by spaces."""

_WHOLE_NUMBERS = {"working_days", "default_days"}
_NUMBERS = {"value"}
_JSON = {"body"}
_MEASURE = "measure"
"""A signal with a target, such as ``csat at_least 4.3``."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the file. ``number`` is the line it begins on, the first being 1."""

    number: int
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that is no record, and why."""

    number: int
    reason: str


class FileUnreadable(Exception):
    """The file as a whole cannot be read."""


def read_records(path: Path) -> Iterator[Record | Unreadable]:
    """Read the file in its order: JSON Lines where the first line begins with a brace, CSV with a header otherwise.

    Raises:
        FileUnreadable: it cannot be opened, is not UTF-8, or its CSV header is broken.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _reader_for(file)(file)
    except OSError as err:
        raise FileUnreadable(f"{path}: {err.strerror or err}") from err
    except UnicodeDecodeError as err:
        raise FileUnreadable(f"{path}: not UTF-8") from err
    except csv.Error as err:
        raise FileUnreadable(f"{path}: not CSV: {err}") from err


def _reader_for(file: TextIO) -> Callable[[TextIO], Iterator[Record | Unreadable]]:
    beginning = next((line for line in file if line.strip()), "")
    file.seek(0)
    return _read_json_lines if beginning.lstrip(" \t").startswith("{") else _read_csv


def _read_json_lines(file: TextIO) -> Iterator[Record | Unreadable]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            content = orjson.loads(line)
        except orjson.JSONDecodeError as err:
            yield Unreadable(number, f"not JSON: {err}")
            continue
        yield Record(number, content) if isinstance(content, dict) else Unreadable(number, "not a JSON object")


def _read_csv(file: TextIO) -> Iterator[Record | Unreadable]:
    reader = csv.reader(file, strict=True)
    header = next(reader, [])
    if len(set(header)) != len(header):
        raise csv.Error("a column is there twice")
    while True:
        number = reader.line_num + 1
        cells = next(reader, None)
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _record(number, header, cells)


def _record(number: int, header: list[str], cells: list[str]) -> Record | Unreadable:
    if len(cells) > len(header):
        return Unreadable(number, f"{len(cells)} cells under {len(header)} columns")
    try:
        content = {name: _value(name, cell) for name, cell in zip(header, cells, strict=False) if cell.strip()}
    except ValueError as err:
        return Unreadable(number, str(err))
    return Record(number, content)


def _value(name: str, cell: str) -> Any:
    if name == _MEASURE:
        return _measure(cell)
    if name in _LISTS:
        return [_single(name, item) for item in cell.split()]
    return _single(name, cell)


def _measure(cell: str) -> dict[str, Any]:
    try:
        signal, comparison, target = cell.split()
        return {"signal": signal, "comparison": comparison, "target": float(target)}
    except ValueError as err:
        raise ValueError(f"measure: {cell!r} is not a signal, at_least or at_most, and a number") from err


def _single(name: str, text: str) -> Any:
    try:
        if name in _WHOLE_NUMBERS:
            return int(text)
        if name in _NUMBERS:
            return float(text)
        if name in _JSON:
            return orjson.loads(text)
    except ValueError as err:
        raise ValueError(f"{name}: {text!r} cannot be read") from err
    return text


def count_records(path: Path) -> int:
    """How many there are, for a progress bar; 0 where the file cannot be read."""
    try:
        return sum(1 for _ in itertools.islice(read_records(path), None))
    except FileUnreadable:
        return 0
