"""Signals go by the thousand: newline-delimited JSON in, an answer a line out."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import httpx
import orjson

from floorwalk.load.files import Record, Unreadable
from floorwalk.load.report import Report, reason_in, reason_of
from floorwalk.load.requests import LOADER
from floorwalk.load.sending import Sender

_LINES_AT_ONCE = 500
"""So few that even with the longest comments a request stays below the 8 MiB it may have."""

_ROUTE = "/v1/signals"


def send_signals(
    report: Report, records: Iterable[Record | Unreadable], sender: Sender, advance: Callable[[], None]
) -> None:
    """Send the records in batches and count each line's answer."""
    for batch in _batches(_readable(report, records, advance)):
        body = b"\n".join(orjson.dumps(record.content) for record in batch)
        headers = {"Content-Type": "application/x-ndjson"}
        answer = sender.send("POST", _ROUTE, LOADER, content=body, headers=headers)
        _count(report, batch, answer)
        for _ in batch:
            advance()
        if answer.status_code == 404:
            report.stopped = "this observation service does not take signals yet"
            return


def _readable(report: Report, records: Iterable[Record | Unreadable], advance: Callable[[], None]) -> Iterator[Record]:
    for record in records:
        if isinstance(record, Unreadable):
            report.refuse(record.number, record.reason)
            advance()
        else:
            yield record


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    while batch := list(itertools.islice(records, _LINES_AT_ONCE)):
        yield batch


def _count(report: Report, batch: list[Record], answer: httpx.Response) -> None:
    if answer.is_success:
        _count_lines(report, batch, [orjson.loads(line) for line in answer.content.splitlines() if line.strip()])
    elif answer.status_code != 404:
        for record in batch:
            report.refuse(record.number, reason_of(answer), answer.status_code)


def _count_lines(report: Report, batch: list[Record], answers: list[dict[str, Any]]) -> None:
    unanswered: dict[str, Any] = {"status": 500, "title": "no answer to this line"}
    for record, told in zip(batch, answers + [unanswered] * len(batch), strict=False):
        status = int(told.get("status", 200))
        if status < 400:
            report.loaded += 1
        else:
            report.refuse(record.number, reason_in(told), status)
