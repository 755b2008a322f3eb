"""``floorwalk deliver``: messages to where alerts go, for the scaled set-up."""

from __future__ import annotations

import click

from floorwalk.commands.options import health_options
from floorwalk.logs import set_up_logs
from floorwalk.processes.beginning import installation_here
from floorwalk.processes.jobs import deliver_job
from floorwalk.processes.looping import Health, run_until_told


@click.command()
@health_options
def command(health_host: str, health_port: int | None) -> None:
    """Send what alerts are to be told, by e-mail and the other channels.

    Any number may run; each message is sent by one of them, and again by another if it dies on the way.
    """
    set_up_logs()
    run_until_told(deliver_job(installation_here()), Health(health_host, health_port))
