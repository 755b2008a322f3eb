"""``floorwalk migrate``: the schemas to their newest revision."""

from __future__ import annotations

import os
from pathlib import Path

import click

from floorwalk.commands.options import home_option, json_option
from floorwalk.installation import find_installation
from floorwalk.schemas import migrate_all, schemas
from floorwalk.terminal import facts, print_json


@click.command()
@home_option
@json_option
def command(home: Path | None, as_json: bool) -> None:
    """Bring every database to the newest schema.

    Whoever does it at the same time waits. `floorwalk run` does it by itself when it starts.
    """
    installation = find_installation(home, os.environ)
    if any(schema.is_file for schema in schemas(installation.settings)):
        installation.home.make()
    applied = migrate_all(installation.settings)
    if as_json:
        print_json(applied)
        return
    for name, revisions in applied.items():
        facts.print(f"{name}: {', '.join(revisions) or 'was at the newest revision'}")
