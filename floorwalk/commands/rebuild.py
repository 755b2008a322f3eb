"""``floorwalk rebuild``: the read model anew from the log."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import click

from floorwalk.commands.options import home_option, json_option
from floorwalk.installation import find_installation
from floorwalk.read_model import read_model_and_feed
from floorwalk.schemas import NotMigrated
from floorwalk.terminal import facts, print_json, progress
from services.followup.feed import FeedUnavailable
from services.followup.rebuild import RebuildUnderWay, rebuild


@click.command()
@home_option
@json_option
def command(home: Path | None, as_json: bool) -> None:
    """Build the read model from the log beside the old one, then switch.

    Reads never stop. If it is interrupted, nothing has changed.
    """
    settings = find_installation(home, os.environ).settings
    holder = f"{socket.gethostname()}:{os.getpid()}"
    try:
        with read_model_and_feed(settings) as (engine, feed), progress() as bar:
            task = bar.add_task("events", total=None)
            number = rebuild(engine, feed, holder, lambda done, total: bar.update(task, completed=done, total=total))
            head = feed.page(0, 1).head
    except (NotMigrated, RebuildUnderWay, FeedUnavailable) as err:
        raise click.ClickException(str(err)) from err
    if as_json:
        print_json({"generation": number, "head": head})
    else:
        facts.print(f"The read model was built anew, generation {number}; the log is at {head}.")
