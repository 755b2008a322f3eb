"""``floorwalk load``: a file through the public API."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

import click
from joserfc.jwk import OKPKey

from floorwalk.command import WRONG
from floorwalk.commands.options import home_option, json_option
from floorwalk.installation import find_installation
from floorwalk.keys import load_signing_key
from floorwalk.load.files import count_records
from floorwalk.load.loading import Loader
from floorwalk.load.report import Report
from floorwalk.terminal import aside, facts, print_json, progress

KINDS = ("teams", "people", "behaviours", "signals", "notes")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@home_option
@json_option
def command(kind: str, file: Path, home: Path | None, as_json: bool) -> None:
    """Load a FILE of teams, people, behaviours, signals or notes into the running product.

    CSV with a header line, or JSON Lines; FILE may be -, standard input. It can be repeated: what is there
    already stays as it is. Refused lines are reported with their number and the rest is loaded; then, or when
    no server answers for 30 seconds, the exit code is 1.
    """
    with (
        _at_hand(file) as records,
        Loader(lambda: _address(home), lambda: _signing_key(home)) as loader,
        progress() as bar,
    ):
        task = bar.add_task(kind, total=count_records(records))
        report = loader.load(kind, records, lambda: bar.advance(task))
    _tell(report, as_json)
    sys.exit(0 if report.is_complete else WRONG)


@contextmanager
def _at_hand(file: Path) -> Iterator[Path]:
    """The file, or what came in by standard input, where it can be read twice."""
    if str(file) != "-":
        yield file
        return
    with NamedTemporaryFile() as kept:
        shutil.copyfileobj(sys.stdin.buffer, kept)
        kept.flush()
        yield Path(kept.name)


def _address(home: Path | None) -> str:
    return find_installation(home, os.environ).settings.observation_url


def _signing_key(home: Path | None) -> OKPKey:
    installation = find_installation(home, os.environ)
    return load_signing_key(installation.settings, installation.home)


def _tell(report: Report, as_json: bool) -> None:
    if as_json:
        print_json(report.to_wire())
        return
    for refusal in report.refused:
        aside.print(str(refusal), markup=False, soft_wrap=True)
    if report.stopped:
        aside.print(f"Stopped: {report.stopped}", markup=False, soft_wrap=True)
    facts.print(f"{report.loaded} {report.kind} loaded, {len(report.refused)} lines refused")
