"""``floorwalk serve``: one of the three apps, for the scaled set-up."""

from __future__ import annotations

import click

from floorwalk.logs import set_up_logs
from floorwalk.processes.serving import Place, serve
from floorwalk.settings import DEFAULT_PORT, HIGHEST_PORT

PORTS = {"web": DEFAULT_PORT, "observation": DEFAULT_PORT + 1, "followup": DEFAULT_PORT + 2}


@click.command()
@click.argument("app", type=click.Choice(list(PORTS)))
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, HIGHEST_PORT), help="[default: 8000, 8001, 8002]")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Worker processes.")
@click.option("--threads", type=click.IntRange(1, 64), default=8, show_default=True, help="Threads of each.")
def command(app: str, host: str, port: int | None, workers: int, threads: int) -> None:
    """Serve the web, the observation service or the follow-up service; as many of each as are needed.

    It waits for its databases, and refuses to start when they were not migrated.
    """
    set_up_logs()
    serve(app, Place(host, port or PORTS[app], workers, threads))
