"""Sub-commands in this process, which loads the program once: those that end before they open or set up anything."""

from __future__ import annotations

import os

from click.testing import CliRunner, Result

from floorwalk.command import program


def invoked(*arguments: str, typed: str | None = None, **settings: str) -> Result:
    """What a sub-command says, with no settings but those given, and what it finds on standard input."""
    others: dict[str, str | None] = {name: None for name in os.environ if name.startswith("FLOORWALK_")}
    given = {f"FLOORWALK_{name}": value for name, value in settings.items()}
    return CliRunner(env=others | given).invoke(program, arguments, input=typed, prog_name="floorwalk")
