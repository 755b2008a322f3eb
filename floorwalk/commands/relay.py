"""``floorwalk relay``: from the log to the broker, for the scaled set-up."""

from __future__ import annotations

import click

from floorwalk.commands.options import health_options
from floorwalk.logs import set_up_logs
from floorwalk.processes.beginning import installation_here
from floorwalk.processes.jobs import Log, relay_job
from floorwalk.processes.looping import Health, run_until_told


@click.command()
@click.argument("log", type=click.Choice(["observation", "followup"]), default="observation")
@health_options
def command(log: Log, health_host: str, health_port: int | None) -> None:
    """Publish the events of a LOG, the observation service's unless told otherwise, to the broker.

    Any number may run for the same log: one works, and when it ends another takes over within 10 seconds. Nobody
    here listens to the follow-up service's log on the broker; publish it when somebody of yours does.
    """
    set_up_logs()
    run_until_told(relay_job(installation_here(), log), Health(health_host, health_port))
