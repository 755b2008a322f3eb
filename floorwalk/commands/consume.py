"""``floorwalk consume``: from the broker into the read model, for the scaled set-up."""

from __future__ import annotations

import click

from floorwalk.commands.options import health_options
from floorwalk.logs import set_up_logs
from floorwalk.processes.beginning import installation_here
from floorwalk.processes.jobs import consume_job
from floorwalk.processes.looping import Health, run_until_told


@click.command()
@health_options
def command(health_host: str, health_port: int | None) -> None:
    """Keep the read model up with what the broker brings and, where it brings nothing, with the log's feed.

    Any number may run: the broker hands its messages to one of them at a time, and to another when that one ends.
    """
    set_up_logs()
    run_until_told(consume_job(installation_here()), Health(health_host, health_port))
