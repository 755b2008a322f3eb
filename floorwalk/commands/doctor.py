"""``floorwalk doctor``: what is wrong, and what helps."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from floorwalk.command import WRONG
from floorwalk.commands.options import home_option, json_option
from floorwalk.doctor.examination import examine
from floorwalk.doctor.findings import Finding
from floorwalk.installation import find_installation
from floorwalk.settings import SettingsError
from floorwalk.terminal import facts, print_json


@click.command()
@home_option
@json_option
def command(home: Path | None, as_json: bool) -> None:
    """Say what is wrong with the configuration, databases, bus, keys and clock.

    The exit code is 1 when something is.
    """
    findings = _findings(home)
    if as_json:
        print_json(
            [{"part": each.part, "ok": each.wrong is None, "told": each.wrong or each.told} for each in findings]
        )
    else:
        facts.print(_table(findings))
    sys.exit(WRONG if any(each.wrong for each in findings) else 0)


def _findings(home: Path | None) -> list[Finding]:
    try:
        return list(examine(find_installation(home, os.environ)))
    except SettingsError as err:
        return [Finding("configuration", wrong=str(err))]


def _table(findings: list[Finding]) -> Table:
    table = Table(box=None, show_header=False, pad_edge=False)
    for each in findings:
        mark = "[red]wrong[/red]" if each.wrong else "[green]ok[/green]"
        table.add_row(mark, each.part, escape(each.wrong or each.told))
    return table
