"""``floorwalk check``: is the read model what the log says?"""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from floorwalk.command import WRONG
from floorwalk.commands.options import home_option, json_option
from floorwalk.installation import find_installation
from floorwalk.read_model import read_model_and_feed
from floorwalk.schemas import NotMigrated
from floorwalk.terminal import facts, print_json, progress
from services.followup.check import Difference, check
from services.followup.feed import FeedUnavailable


@click.command()
@home_option
@json_option
def command(home: Path | None, as_json: bool) -> None:
    """Compare the read model with a fresh fold of the log, and list what differs.

    The exit code is 1 when something does.
    """
    differences = _differences(home)
    _tell(differences, as_json)
    sys.exit(WRONG if differences else 0)


def _differences(home: Path | None) -> list[Difference]:
    settings = find_installation(home, os.environ).settings
    try:
        with read_model_and_feed(settings) as (engine, feed), progress() as bar:
            task = bar.add_task("events", total=None)
            return check(engine, feed, lambda done, total: bar.update(task, completed=done, total=total))
    except (NotMigrated, FeedUnavailable) as err:
        raise click.ClickException(str(err)) from err


def _tell(differences: list[Difference], as_json: bool) -> None:
    if as_json:
        print_json({"differences": [asdict(each) for each in differences]})
        return
    for each in differences:
        facts.print(_line(each), markup=False, soft_wrap=True)
    facts.print(f"{len(differences)} rows differ" if differences else "The read model is what the log says.")


def _line(each: Difference) -> str:
    key = " ".join(map(str, each.key))
    return f"{each.table} {key}: {each.problem}" + (f" in {', '.join(each.columns)}" if each.columns else "")
