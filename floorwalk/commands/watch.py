"""``floorwalk watch``: what falls due, for the scaled set-up."""

from __future__ import annotations

import click

from floorwalk.commands.options import health_options
from floorwalk.logs import set_up_logs
from floorwalk.processes.beginning import installation_here
from floorwalk.processes.jobs import watch_job
from floorwalk.processes.looping import Health, run_until_told


@click.command()
@health_options
def command(health_host: str, health_port: int | None) -> None:
    """Look for what falls due, and raise alerts.

    Any number may run: one works, and when it ends another takes over within 10 seconds.
    """
    set_up_logs()
    run_until_told(watch_job(installation_here()), Health(health_host, health_port))
