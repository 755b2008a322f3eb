"""What people see in the terminal: facts on standard output, progress and complaints on standard error."""

from __future__ import annotations

from typing import Any

import click
import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

facts = Console(highlight=False)
aside = Console(stderr=True, highlight=False)


def print_json(payload: Any) -> None:
    """One JSON document, for programs."""
    click.echo(orjson.dumps(payload, option=orjson.OPT_INDENT_2).decode())


def progress() -> Progress:
    """A bar for long work; silent where nobody watches."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=aside, disable=not aside.is_terminal, transient=True)
