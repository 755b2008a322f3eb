"""What the product would have in its log files."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class Lines(logging.Handler):
    """``told`` is where they go; whoever has several worlds puts another in its place."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != "httpx" or record.levelno >= logging.WARNING:
            self.told.append(f"{record.name} {record.levelname} {record.getMessage()}")

    @contextmanager
    def kept(self) -> Iterator[None]:
        root = logging.getLogger()
        before = root.level
        root.setLevel(logging.INFO)
        root.addHandler(self)
        try:
            yield
        finally:
            root.removeHandler(self)
            root.setLevel(before)
