"""Options that several sub-commands take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

home_option = click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    help="The home folder.  [default: $FLOORWALK_HOME or ./var]",
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print the facts as JSON.")


def health_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where a process that serves no pages tells machines how it is doing."""
    port = click.option(
        "--health-port",
        type=click.IntRange(1, 65_535),
        help="Answer /livez, /readyz and /metrics here.  [default: not]",
    )
    host = click.option("--health-host", default="127.0.0.1", show_default=True, help="The address of that port.")
    return port(host(command))
