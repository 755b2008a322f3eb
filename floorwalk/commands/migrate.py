"""``floorwalk migrate``: the schemas to their newest revision."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import click

from floorwalk.commands.options import home_option, json_option
from floorwalk.installation import find_installation
from floorwalk.read_model import make_readable
from floorwalk.revisions import migrate_all
from floorwalk.schemas import schemas
from floorwalk.settings import Settings
from floorwalk.terminal import facts, print_json, progress
from services.followup.feed import FeedUnavailable
from services.followup.rebuild import RebuildUnderWay


@click.command()
@home_option
@json_option
def command(home: Path | None, as_json: bool) -> None:
    """Bring every database to the newest schema, and the read model to this version.

    Whoever does it at the same time waits. `floorwalk run` does it by itself when it starts.
    """
    installation = find_installation(home, os.environ)
    if any(schema.is_file for schema in schemas(installation.settings)):
        installation.home.make()
    applied = migrate_all(installation.settings)
    is_anew = _make_readable(installation.settings)
    if as_json:
        print_json({**applied, "read_model": "made anew" if is_anew else "as it was"})
        return
    for name, revisions in applied.items():
        facts.print(f"{name}: {', '.join(revisions) or 'was at the newest revision'}")
    if is_anew:
        facts.print("The read model was made anew, as this version reads it.")


def _make_readable(settings: Settings) -> bool:
    holder = f"{socket.gethostname()}:{os.getpid()}"
    try:
        with progress() as bar:
            task = bar.add_task("events", total=None)
            return make_readable(settings, holder, lambda done, total: bar.update(task, completed=done, total=total))
    except (RebuildUnderWay, FeedUnavailable) as err:
        raise click.ClickException(str(err)) from err
