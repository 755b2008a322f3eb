"""Bringing the sample floor into the running product, once for each home, through the public API."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.progress import TaskID

from floorwalk.demo.floor import FILES, sample
from floorwalk.demo.memory import Demonstration, keep_loaded
from floorwalk.demo.moving import moved
from floorwalk.load.files import count_records
from floorwalk.load.loading import Loader
from floorwalk.load.report import Report
from floorwalk.terminal import progress


class _Interrupted(Exception):
    pass


def load_floor(
    loader: Loader, demonstration: Demonstration, memory: Path, may_go_on: Callable[[], bool]
) -> list[Report]:
    """Load what is not loaded yet; every line may be sent again, so that a kill does no harm.

    Args:
        loader: to the running product.
        demonstration: what the home remembers.
        memory: where it remembers it.
        may_go_on: asked after each line; on a no the rest is left for the next time.
    """
    if demonstration.is_loaded:
        return []
    reports: list[Report] = []
    with contextlib.suppress(_Interrupted):
        reports.extend(_load(loader, demonstration.weeks, may_go_on))
    if len(reports) == len(FILES) and all(report.is_complete for report in reports):
        keep_loaded(memory, demonstration)
    return reports


def _load(loader: Loader, weeks: int, may_go_on: Callable[[], bool]) -> Iterator[Report]:
    with progress() as bar:
        for kind, name in FILES:
            task = bar.add_task(kind, total=count_records(sample(name)))

            def advance(task: TaskID = task) -> None:
                bar.advance(task)
                if not may_go_on():
                    raise _Interrupted

            yield loader.load(kind, sample(name), advance, lambda record: moved(record, weeks))
